using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Feed;

/// <summary>
/// The circuit's half of a feed: opens a stream in the browser, receives the browser's reports, and keeps what the page
/// shows of them. Lives as long as its component and runs on the circuit's scheduler.
/// </summary>
public sealed class BrowserFeed : IAsyncDisposable
{
    // As many as the console pane shows.
    private const int MaxLines = 200;
    private const long MaxLineBytes = 400_000;

    private const int MaxClosings = 200; // a page has few streams

    // No time zone is further from UTC (14 h), and a DateTimeOffset accepts no more.
    private const int MaxUtcOffset = 14 * 60;

    private readonly Func<Exception, Task> _fail;
    private readonly JsModule _module;
    private readonly LongTexts _texts;
    private readonly Dictionary<int, FeedItem> _closings = [];
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
        Rows = new(ReadRowsAsync, fail);
    }

    /// <summary>Raised after each report, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>Raised for each item of a report, before <see cref="Changed"/>, with its number in <see cref="Rows"/>.</summary>
    public event Action<long, FeedItem>? ItemAdded;

    /// <summary>What happened in the browser, in order of arrival. The page holds it; here are the rows that are looked at.</summary>
    public FeedRows Rows { get; }

    /// <summary>The lines of the document's console.</summary>
    public FeedBuffer<string> Console { get; } = new(MaxLines, MaxLineBytes, FeedBounds.SizeOf);

    /// <summary>The readyState, or <see langword="null"/> before the first connection.</summary>
    public ReadyState? State { get; private set; }

    /// <summary>Why the newest stream failed, if it did and the browser could find out.</summary>
    public string? Failure { get; private set; }

    /// <summary>
    /// When the page sends the next request, in milliseconds since 1970, if it waits to do so. EventSource may have given up by
    /// then: its state is CLOSED.
    /// </summary>
    public double? NextTry { get; private set; }

    /// <summary>How many streams this browser has open to the server, if those are all its connections.</summary>
    public int? Crowded { get; private set; }

    /// <summary>The number of the newest item's stream.</summary>
    public int Stream { get; private set; }

    /// <summary>The browser's local time minus UTC.</summary>
    public TimeSpan UtcOffset { get; private set; }

    /// <summary>Whether a stream is connecting or open, or the page waits to open one.</summary>
    public bool IsActive => State is ReadyState.Connecting or ReadyState.Open || NextTry is not null;

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
        return await module.InvokeAsync<IJSObjectReference>("create", _self);
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
    public FeedItem? ClosingOf(int stream) => _closings.GetValueOrDefault(stream);

    /// <summary>Empties the log and the console; the stream continues.</summary>
    public Task ClearAsync()
    {
        Rows.Clear();
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
            if (FeedBounds.Check(report, Rows.Next) is { } problem)
                throw Wrong(problem);
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
        foreach (string line in report.Lines)
            Console.Add(line);
        Changed?.Invoke();
    }

    private void Take(FeedItem item)
    {
        long number = Rows.Take(item);
        ItemAdded?.Invoke(number, item);
        TakeState(item);
        Stream = item.Stream;
        if (item.Kind == FeedItemKind.Failed)
            Failure = item.Detail;
        if (item.Kind != FeedItemKind.Closed)
            return;
        _closings[item.Stream] = item;
        if (_closings.Count > MaxClosings)
            _closings.Remove(_closings.Keys.Min());
    }

    private async Task<FeedPage?> ReadRowsAsync(long first, int count)
    {
        if (_module.Started is not { } feed)
            return null;
        var page = await feed.InvokeAsync<FeedPage>("rows", _module.Left, first, count);
        return FeedBounds.Check(page, first, count) is { } problem ? throw Wrong(problem) : page;
    }

    private static InvalidDataException Wrong(string problem) =>
        new($"The browser sent what this page's script never sends: {problem}.");

    private void TakeState(FeedItem item)
    {
        if (item.State is not { } state)
            return;
        (State, NextTry) = (state, item.NextTry);
        // Any other kind leaves the connection as it is.
        if (item.Kind is >= FeedItemKind.Reconnecting and <= FeedItemKind.Closed or FeedItemKind.Connecting or FeedItemKind.Open or FeedItemKind.Crowded)
            Crowded = item.Kind == FeedItemKind.Crowded ? item.Count : null;
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
