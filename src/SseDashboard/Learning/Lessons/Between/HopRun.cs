using Microsoft.JSInterop;
using SseDashboard.Interop;
using SseDashboard.Learning.Course;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>Has the browser follow a stream through the hop, while the host records what it wrote.</summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="taps">The source of the host's records.</param>
/// <param name="page">The page's base address.</param>
internal sealed class HopRun(IJSRuntime js, WireTaps taps, Uri page) : IAsyncDisposable
{
    // How much longer than the stream itself an attempt may take.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly JsModule _module = new(js, "./js/learn/between.js");

    /// <summary>
    /// The same host under its other loopback name, which makes it another origin; <see langword="null"/> if the page was opened
    /// under a name that has none.
    /// </summary>
    public Uri? Other { get; } = OtherOf(page);

    /// <summary>Why the host has no record of the last attempt; <see langword="null"/> if it has.</summary>
    public string? NotRecorded { get; private set; }

    /// <summary>Follows the stream. The task is cancelled when the page is left.</summary>
    /// <param name="hop">What is in between.</param>
    /// <param name="rate">The events per second.</param>
    /// <param name="seconds">How long the stream takes.</param>
    public async Task<HopAttempt> FollowAsync(HopCase hop, int rate, int seconds)
    {
        using var record = new HostRecord(taps);
        NotRecorded = record.Problem;
        var origin = hop.IsForeign ? Other ?? page : page;
        string url = $"{origin}{record.Watched($"labs/hop/{hop.Settings}/labs/load?rate={rate}&seconds={seconds}")}";
        Arrivals arrivals = new(null, [], true);
        await _module.UseAsync(async module =>
        {
            if (hop.WithCredentials)
                await module.InvokeVoidAsync("signIn", $"{origin}labs/hop/sign-in");
            arrivals = await module.InvokeAsync<Arrivals>("follow", url, new
            {
                hop.WithCredentials,
                Patience = (Patience + TimeSpan.FromSeconds(seconds)).TotalMilliseconds,
            });
        });
        if (!arrivals.IsPlausible)
            throw new InvalidDataException("The browser sent what this page's script never sends.");
        return new(hop, arrivals, RecordedStream.Of(record.Read()));
    }

    /// <summary>The same page under the host's other loopback name; <see langword="null"/> if it has none.</summary>
    public static Uri? OtherOf(Uri page) => page.Host switch
    {
        "localhost" => new UriBuilder(page) { Host = "127.0.0.1" }.Uri,
        "127.0.0.1" => new UriBuilder(page) { Host = "localhost" }.Uri,
        _ => null,
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _module.DisposeAsync();
}
