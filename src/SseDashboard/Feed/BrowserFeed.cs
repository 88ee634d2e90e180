using Microsoft.JSInterop;
using SseDashboard.Feed.Log;
using SseDashboard.Interop;

namespace SseDashboard.Feed;

/// <summary>
/// The circuit's half of a feed: opens a stream in the browser and takes the browser's reports. Lives as long as its component and
/// runs on the circuit's scheduler.
/// </summary>
public sealed partial class BrowserFeed : IAsyncDisposable
{
    private const int MaxLines = 200; // as many as the console pane shows
    private const long MaxLineBytes = 400_000;

    // No time zone is further from UTC (14 h), and a DateTimeOffset accepts no more.
    private const int MaxUtcOffset = 14 * 60;

    private readonly Func<Exception, Task> _fail;
    private readonly JsModule _module;
    private readonly LongTexts _texts;
    private readonly Closings _closings = new();
    private DotNetObjectReference<BrowserFeed>? _self;
    private long _lastReport;

    /// <summary>Prepares a feed and opens nothing.</summary>
    /// <param name="js">The circuit's JavaScript runtime.</param>
    /// <param name="fail">Shows an error on the page. The browser, which calls, would only send the report again.</param>
    public BrowserFeed(IJSRuntime js, Func<Exception, Task> fail)
    {
        _fail = fail;
        _module = new(js, "./js/dashboard/browser-feed.js", stop: "dispose");
        _texts = new(_module);
        var page = new PageRows(_module);
        Rows = new(page.ReadAsync, fail);
        Filtered = new(Rows, page, fail);
        Export = new(_module);
    }

    /// <summary>Raised after each report, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>Raised for each item of a report, before <see cref="Changed"/>, with its number in <see cref="Rows"/>.</summary>
    public event Action<long, FeedItem>? ItemAdded;

    /// <summary>What happened in the browser, in order of arrival. The page holds it; here are the rows that are looked at.</summary>
    public FeedRows Rows { get; }

    /// <summary>The event types that have appeared.</summary>
    public EventTypes Types { get; } = new();

    /// <summary>The rows that match the filter.</summary>
    public FilteredRows Filtered { get; }

    /// <summary>Copies and saves rows.</summary>
    public LogExport Export { get; }

    /// <summary>The lines of the document's console.</summary>
    public FeedBuffer<string> Console { get; } = new(MaxLines, MaxLineBytes, FeedBounds.SizeOf);

    /// <summary>The browser's local time minus UTC.</summary>
    public TimeSpan UtcOffset { get; private set; }

    /// <summary>
    /// Closes the open stream, if any, and opens another. The log continues. When the page is left, the task is cancelled,
    /// nothing stays open, and later failures are not reported.
    /// </summary>
    public Task ConnectAsync(FeedRequest request) => OpenAsync(request).WaitAsync(_module.Left);

    private async Task OpenAsync(FeedRequest request)
    {
        State = ReadyState.Connecting;
        (Failure, NextTry, Crowded) = (null, null, null);
        try
        {
            await _module.StartAsync(async module => _module.Started ?? await CreateAsync(module));
        }
        catch
        {
            // Nothing is connecting now, so the page must offer to try again.
            State = ReadyState.Closed;
            throw;
        }

        if (_module.Started is { } feed && !_module.Left.IsCancellationRequested)
            await feed.InvokeVoidAsync("connect", request);
    }

    private async Task<IJSObjectReference> CreateAsync(IJSObjectReference module)
    {
        _self ??= DotNetObjectReference.Create(this);
        UtcOffset = TimeSpan.FromMinutes(Math.Clamp(await module.InvokeAsync<int>("utcOffset"), -MaxUtcOffset, MaxUtcOffset));
        var feed = await module.InvokeAsync<IJSObjectReference>("create", _self);
        await Filtered.ApplyAsync(feed);
        return feed;
    }

    /// <summary>Closes the stream, if there is one. The browser reports the end as an item.</summary>
    /// <param name="reason">The reason, as the log words it.</param>
    public Task CloseAsync(string reason) => CommandAsync("stop", reason);

    /// <summary>Sets the event type on which the page closes the open stream; <see langword="null"/> for none.</summary>
    public Task SetCloseOnAsync(string? type) => CommandAsync("closeOn", type);

    // Commands wait for the connect they refer to.
    private async Task CommandAsync(string command, object? argument)
    {
        await _module.SettledAsync();
        if (_module.Started is { } feed && !_module.Left.IsCancellationRequested)
            await feed.InvokeVoidAsync(command, argument);
    }

    /// <summary>Reads the whole data of a row; <see langword="null"/> if the browser no longer holds it.</summary>
    /// <exception cref="OperationCanceledException">Another text was asked for, the page was left, or the browser does not answer.</exception>
    /// <exception cref="TimeoutException">The browser stopped in the middle of the text.</exception>
    public Task<string?> ReadTextAsync(long number) => _texts.ReadAsync(number);

    /// <summary>The close that ended a stream; <see langword="null"/> if it was not closed, or long ago.</summary>
    public FeedItem? ClosingOf(int stream) => _closings.Find(stream);

    /// <summary>Empties the log and the console; the stream continues.</summary>
    public Task ClearAsync()
    {
        Rows.Clear();
        Filtered.Clear();
        Console.Clear();
        return CommandAsync("clear", Rows.Next);
    }

    /// <summary>
    /// Called by the browser with a report. Ignores a report it already has: the browser repeats one whose answer was lost. Refuses
    /// a report that the page's own script cannot have sent, and shows an error.
    /// </summary>
    [JSInvokable]
    public async Task OnReport(long number, FeedReport report)
    {
        if (number <= _lastReport)
            return;
        _lastReport = number;
        try
        {
            if ((FeedBounds.Check(report, Rows.Next) ?? FeedBounds.CheckTypes(report, Types)) is { } problem)
                throw PageRows.Wrong(problem);
            Take(report);
        }
        catch (Exception error)
        {
            await _fail(error);
        }
    }

    /// <summary>Takes what the browser reported.</summary>
    internal void Take(FeedReport report)
    {
        foreach (var item in report.Items)
            Take(item);
        Rows.DropBefore(report.Oldest);
        Types.Add(report.Types);
        Filtered.Take(report.Matches);
        foreach (string line in report.Lines)
            Console.Add(line);
        Changed?.Invoke();
    }

    private void Take(FeedItem item)
    {
        long number = Rows.Take(item);
        ItemAdded?.Invoke(number, item);
        TakeState(item);
        if (item.Kind == FeedItemKind.Closed)
            _closings.Add(item);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _module.DisposeAsync();
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
