using SseDashboard.Interop;

namespace SseDashboard.Feed.Log;

/// <summary>What became of an export, as the page reports it.</summary>
/// <param name="Rows">How many rows were written.</param>
/// <param name="Gone">How many rows the page dropped before they could be written.</param>
/// <param name="Bytes">The size of the file or text, in bytes of UTF-8.</param>
/// <param name="Name">The name of the file.</param>
/// <param name="Problem">Why nothing was copied: <c>tooLong</c>, <c>insecure</c>, <c>refused</c>, or the browser's own words.</param>
public sealed record Exported(long Rows, long Gone, long Bytes = 0, string? Name = null, string? Problem = null);

/// <summary>
/// Copies and saves rows. The page writes them from its own store, so that nothing crosses to the circuit. With a filter, only the
/// rows that match are written.
/// </summary>
public sealed class LogExport
{
    /// <summary>An event stream, with the events only.</summary>
    public const string Stream = "sse";

    /// <summary>One JSON object on each line.</summary>
    public const string Json = "ndjson";

    /// <summary>Comma-separated values.</summary>
    public const string Csv = "csv";

    /// <summary>The data of an event, exactly as it has it.</summary>
    public const string Data = "data";

    private readonly JsModule _feed;

    internal LogExport(JsModule feed) => _feed = feed;

    /// <summary>Saves rows as a file.</summary>
    public Task<Exported> SaveAsync(string format) => InvokeAsync("save", format);

    /// <summary>Copies rows to the clipboard.</summary>
    public Task<Exported> CopyAsync(string format) => InvokeAsync("copy", format);

    /// <summary>Copies a single row, or only its <see cref="Data"/>, to the clipboard.</summary>
    public Task<Exported> CopyRowAsync(long number, string format) => InvokeAsync("copyRow", number, format);

    // Without a time limit: the page writes a large log in slices, and stays usable meanwhile.
    private async Task<Exported> InvokeAsync(string command, params object?[] arguments) => _feed.Started is { } page
        ? await page.InvokeAsync<Exported>(command, _feed.Left, arguments)
        : new(0, 0);
}
