using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Feed;

/// <summary>
/// The circuit's half of a feed: opens a stream in the browser, receives the browser's reports in batches, and keeps them for
/// the page. Lives as long as its component and runs on the circuit's scheduler.
/// </summary>
public sealed class BrowserFeed : IAsyncDisposable
{
    // Nobody scrolls back more than a few thousand rows. Whatever a browser sends, a circuit holds at most 4 MB of items, as much
    // again in a frozen log, 2 MB of console lines, the exchange's share (ExchangeModel), and one long text: 24 MB, as a byte may
    // become a two-byte character.
    private const int MaxItems = 5_000;
    private const int MaxLines = 1_000;
    private const long MaxItemBytes = 4_000_000;
    private const long MaxLineBytes = 2_000_000;

    // No time zone is further from UTC (14 h), and a DateTimeOffset accepts no more.
    private const int MaxUtcOffset = 14 * 60;

    private readonly Func<Exception, Task> _fail;
    private readonly JsModule _module;
    private readonly LongTexts _texts;
    private DotNetObjectReference<BrowserFeed>? _self;
    private long _lastBatch;

    /// <summary>Prepares a feed and opens nothing.</summary>
    /// <param name="js">The circuit's JavaScript runtime.</param>
    /// <param name="fail">Shows an error on the page. The browser, which calls, would only send the batch again.</param>
    public BrowserFeed(IJSRuntime js, Func<Exception, Task> fail)
    {
        _fail = fail;
        _module = new(js, "./js/dashboard/browser-feed.js", stop: "dispose");
        _texts = new(_module);
    }

    /// <summary>Raised after each batch, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>Raised for each item of a batch, before <see cref="Changed"/>, with its number in <see cref="Items"/>.</summary>
    public event Action<long, FeedItem>? ItemAdded;

    /// <summary>What happened in the browser, in order of arrival.</summary>
    public FeedBuffer<FeedItem> Items { get; } =
        new(MaxItems, MaxItemBytes, FeedBounds.SizeOf);

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
    private async Task CommandAsync(string command, string? argument)
    {
        await _module.SettledAsync();
        if (_module.Started is { } feed && !_module.Left.IsCancellationRequested)
            await feed.InvokeVoidAsync(command, argument);
    }

    /// <summary>
    /// Reads the whole data of an item that crossed as a preview; <see langword="null"/> if the browser no longer keeps it.
    /// </summary>
    /// <exception cref="OperationCanceledException">Another text was asked for, the page was left, or the browser does not answer.</exception>
    /// <exception cref="TimeoutException">The browser stopped in the middle of the text.</exception>
    public async Task<string?> ReadTextAsync(FeedItem item) => item.Text is { } number ? await _texts.ReadAsync(number) : item.Data;

    /// <summary>Empties the log and the console; the stream continues.</summary>
    public void Clear()
    {
        Items.Clear();
        Console.Clear();
    }

    /// <summary>
    /// Called by the browser with a batch. Ignores a batch it already has: the browser repeats one whose answer was lost. Refuses
    /// a batch that the page's own script cannot have sent, and shows an error.
    /// </summary>
    [JSInvokable]
    public async Task OnBatch(long number, IReadOnlyList<FeedItem> batch)
    {
        if (number <= _lastBatch)
            return;
        _lastBatch = number;
        try
        {
            if (FeedBounds.Check(batch) is { } problem)
                throw new InvalidDataException($"The browser sent what this page's script never sends: {problem}.");
            Take(batch);
        }
        catch (Exception error)
        {
            await _fail(error);
        }
    }

    /// <summary>Adds what the browser reported.</summary>
    internal void Take(IReadOnlyList<FeedItem> batch)
    {
        foreach (var item in batch)
        {
            ItemAdded?.Invoke(Items.Total, item);
            Items.Add(item);
            TakeState(item);
            if (item.Kind == FeedItemKind.Failed)
                Failure = item.Detail;
            Stream = item.Stream;
            if (item.Console is not null)
                Console.Add(item.Console);
        }

        Changed?.Invoke();
    }

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
