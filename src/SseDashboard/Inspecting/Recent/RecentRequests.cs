using System.Text.Json;
using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Inspecting;

/// <summary>The requests made last, kept in the browser's localStorage without their secrets and bodies.</summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
public sealed class RecentRequests(IJSRuntime js) : IAsyncDisposable
{
    /// <summary>The most requests kept.</summary>
    public const int Most = 8;

    // In UTF-16 units. All of them cross to the circuit in one message of at most 32 KB.
    private const int Longest = 2_000;

    private readonly JsModule _store = new(js, "./js/inspect/recent.js");
    private List<RequestDraft> _requests = [];

    /// <summary>The requests, the newest first.</summary>
    public IReadOnlyList<RequestDraft> Requests => _requests;

    /// <summary>Whether the browser keeps them; false while it blocks site data.</summary>
    public bool AreKept { get; private set; } = true;

    /// <summary>Reads them. Does nothing if the circuit is lost.</summary>
    public Task LoadAsync() => JsReference.IfConnected(() => new(_store.UseAsync(async module =>
    {
        var texts = await module.InvokeAsync<string[]>("read");
        _requests = [.. texts.Take(Most).Select(Read).OfType<RequestDraft>()];
    }))).AsTask();

    /// <summary>Keeps a request, without its secrets; one that is too long is left out.</summary>
    public Task AddAsync(RequestDraft request)
    {
        var kept = request.WithoutSecrets();
        if (Text(kept).Length > Longest)
            return Task.CompletedTask;
        _requests = [kept, .. _requests.Where(other => Text(other) != Text(kept)).Take(Most - 1)];
        return SaveAsync();
    }

    /// <summary>Forgets all, in the browser too.</summary>
    public Task ClearAsync()
    {
        _requests = [];
        return SaveAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private Task SaveAsync() => JsReference.IfConnected(() => new(_store.UseAsync(async module =>
        AreKept = await module.InvokeAsync<bool>("write", (object)_requests.Select(Text).ToArray())))).AsTask();

    private static string Text(RequestDraft request) => JsonSerializer.Serialize(request);

    // The browser may hold anything.
    private static RequestDraft? Read(string text)
    {
        try
        {
            return text.Length <= Longest && JsonSerializer.Deserialize<RequestDraft>(text) is { Address: not null, Method: not null, Headers: not null, Types: not null } request
                && Enum.IsDefined(request.Way) && Enum.IsDefined(request.Cookies)
                && request.Headers.All(header => header is { Name: not null, Value: not null })
                    ? request.WithoutSecrets()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
