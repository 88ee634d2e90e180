using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Learning.Format;

/// <summary>What several clients made of the same bytes.</summary>
/// <param name="Input">The stream that was read.</param>
/// <param name="Readings">What each client made of it.</param>
/// <param name="BytesSent">How many of its bytes the host wrote to the browser's EventSource.</param>
public sealed record FormatComparison(StreamInput Input, IReadOnlyDictionary<FormatClient, ClientReading> Readings, long BytesSent);

/// <summary>The clients of one page, which all read the same stream.</summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="streams">The streams that the host serves.</param>
internal sealed class FormatClients(IJSRuntime js, ServedStreams streams) : IAsyncDisposable
{
    private readonly JsModule _module = new(js, "./js/learn/format.js");
    private ServedStream? _served;

    /// <summary>Has every client read a stream. The task is cancelled when the page is left.</summary>
    /// <param name="input">The stream.</param>
    /// <param name="standard">What the standard makes of it; the browser listens for the types of its events.</param>
    public async Task<FormatComparison> ReadAsync(StreamInput input, StandardReading standard)
    {
        // Replaces the page's previous stream, so that a page never has more than one.
        _served?.Dispose();
        var served = _served = streams.Add(input);
        var types = standard.Events.Select(e => e.Type).Distinct().ToArray();
        ClientReading? parsed = null, watched = null;
        await _module.UseAsync(async module =>
        {
            parsed = await module.InvokeAsync<ClientReading>("parse", input.Chunks.Select(chunk => Convert.ToBase64String(chunk.Span)));
            if (served is not null)
                watched = await module.InvokeAsync<ClientReading>("watch", $"learn/streams/{served.Token}", types);
        });
        foreach (var reading in new[] { parsed, watched })
        {
            if (reading is { IsPlausible: false })
                throw new InvalidDataException("The browser sent what this page's script never sends.");
        }

        return new(
            input,
            new Dictionary<FormatClient, ClientReading>
            {
                [FormatClient.EventSource] = watched ?? new([], Problem: "The host serves as many streams as it may (Learning:MaxStreams). Close another playground."),
                [FormatClient.Parser] = parsed!,
                [FormatClient.Platform] = PlatformReading.Of(input),
            },
            served?.BytesSent ?? 0);
    }

    /// <summary>Inserts a text at the caret of a field.</summary>
    public Task InsertAsync(string field, string text) => _module.UseAsync(module => module.InvokeVoidAsync("insert", field, text).AsTask());

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _served?.Dispose();
        return _module.DisposeAsync();
    }
}
