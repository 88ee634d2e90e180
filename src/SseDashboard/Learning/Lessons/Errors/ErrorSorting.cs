using Microsoft.JSInterop;
using SseDashboard.Interop;
using SseDashboard.Learning.Course;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>How a test told the errors of a stream apart, in the browser.</summary>
/// <param name="Server">How many it took for the server's.</param>
/// <param name="Browser">How many it took for the browser's.</param>
/// <param name="IsOver">Whether the stream failed permanently, so that no more errors follow.</param>
internal sealed record SortedErrors(int Server, int Browser, bool IsOver);

/// <summary>The same errors as the host recorded them.</summary>
/// <param name="Written">The error events that it wrote.</param>
/// <param name="Ended">The responses that ended or failed.</param>
/// <param name="Refused">The requests that it refused.</param>
internal sealed record RecordedErrors(int Written, int Ended, int Refused)
{
    /// <summary>What the records of a run say.</summary>
    public static RecordedErrors Of(IReadOnlyList<WireRecord> records, int refused) => new(
        records.OfType<WireFrame>().Count(frame => Exchange.FrameReading.Of(frame.Frame.Bytes.Span) is { Type: "error", HasData: true }),
        records.OfType<WireEnd>().Count(),
        refused);
}

/// <summary>Has the browser tell the errors of a stream apart by a test, while the host records what it did.</summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="taps">The source of the host's records.</param>
internal sealed class ErrorSorting(IJSRuntime js, WireTaps taps) : IAsyncDisposable
{
    private readonly JsModule _module = new(js, "./js/learn/errors.js");

    /// <summary>Opens the stream and waits until it is over. The task is cancelled when the page is left.</summary>
    /// <param name="path">The path of the stream.</param>
    /// <param name="test">The name of the test, as in <c>errors.js</c>.</param>
    public async Task<(SortedErrors Sorted, RecordedErrors Recorded)> RunAsync(string path, string test)
    {
        using var record = new HostRecord(taps);
        SortedErrors sorted = new(0, 0, false);
        await _module.UseAsync(async module => sorted = await module.InvokeAsync<SortedErrors>("sort", record.Watched(path), test));
        return (sorted, RecordedErrors.Of(record.Read(), record.Refused));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _module.DisposeAsync();
}
