using System.Text;
using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Feed;

/// <summary>
/// The circuit's half of a feed: opens a stream in the browser, takes what the browser reports in batches, and keeps it for the
/// page to show. Lives as long as the component that owns it; everything runs on the circuit's scheduler.
/// </summary>
/// <param name="js">The circuit's browser.</param>
/// <param name="fail">Shows an error on the page: the browser, which calls, would only send the batch again.</param>
public sealed class BrowserFeed(IJSRuntime js, Func<Exception, Task> fail) : IAsyncDisposable
{
    // A person scrolls back a few thousand rows at most. Whatever a browser sends, a circuit holds at worst 4 MB of items, as much
    // again in a log that stands still while it is read, 2 MB of console lines, the exchange's share (ExchangeModel), and one
    // text that is being read: 24 MB, as every byte may become a character of two.
    private const int MaxItems = 5_000;
    private const int MaxLines = 1_000;
    private const long MaxItemBytes = 4_000_000;
    private const long MaxLineBytes = 2_000_000;

    // The page keeps no more than this of texts that were too large to cross (keptUnits in browser-feed.js, 3 bytes a unit).
    private const long MaxTextBytes = 12 * 1024 * 1024;

    // No place on earth is further from UTC (14 h); a DateTimeOffset takes no more.
    private const int MaxUtcOffset = 14 * 60;

    private readonly CancellationTokenSource _left = new();
    private DotNetObjectReference<BrowserFeed>? _self;
    private IJSObjectReference? _module;
    private Task<IJSObjectReference>? _creating;
    private IJSObjectReference? _feed;
    private CancellationTokenSource? _reading;
    private long _lastBatch;

    /// <summary>Raised after each batch, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>Raised for each item of a batch, before <see cref="Changed"/>, with the number it has in <see cref="Items"/>.</summary>
    public event Action<long, FeedItem>? ItemAdded;

    /// <summary>What happened in the browser, in order of arrival.</summary>
    public FeedBuffer<FeedItem> Items { get; } =
        new(MaxItems, MaxItemBytes, FeedBounds.SizeOf);

    /// <summary>The lines of the document's console.</summary>
    public FeedBuffer<string> Console { get; } = new(MaxLines, MaxLineBytes, FeedBounds.SizeOf);

    /// <summary>The readyState, or <see langword="null"/> before the first connection.</summary>
    public ReadyState? State { get; private set; }

    /// <summary>Why the newest stream failed for good, if it did and the browser could find out.</summary>
    public string? Failure { get; private set; }

    /// <summary>The number of the stream that the newest item is of.</summary>
    public int Stream { get; private set; }

    /// <summary>What has to be added to UTC for the browser's local time.</summary>
    public TimeSpan UtcOffset { get; private set; }

    /// <summary>Whether there is a stream that is not closed.</summary>
    public bool IsActive => State is ReadyState.Connecting or ReadyState.Open;

    /// <summary>
    /// Closes the stream, if one is open, and opens another. The log goes on. If the page is left meanwhile, the task is
    /// cancelled, nothing stays open, and what may still fail is told to nobody.
    /// </summary>
    public Task ConnectAsync(FeedRequest request) => OpenAsync(request).WaitAsync(_left.Token);

    private async Task OpenAsync(FeedRequest request)
    {
        State = ReadyState.Connecting;
        Failure = null;
        // Once, however often and however fast it is asked for; but after an attempt that failed, again.
        if (_creating is null or { IsFaulted: true } or { IsCanceled: true })
            _creating = CreateAsync();
        var feed = await _creating;
        if (!_left.IsCancellationRequested)
            await feed.InvokeVoidAsync("connect", request);
    }

    private async Task<IJSObjectReference> CreateAsync()
    {
        try
        {
            _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/dashboard/browser-feed.js");
            _self ??= DotNetObjectReference.Create(this);
            UtcOffset = TimeSpan.FromMinutes(Math.Clamp(await _module.InvokeAsync<int>("utcOffset"), -MaxUtcOffset, MaxUtcOffset));
            return _feed = await _module.InvokeAsync<IJSObjectReference>("create", _self);
        }
        catch
        {
            // Nothing connects now, so the page must offer to try again.
            State = ReadyState.Closed;
            throw;
        }
    }

    /// <summary>Closes the stream; does nothing if there is none. The browser reports the end like everything else.</summary>
    /// <param name="reason">Why, in the words of the log.</param>
    public Task CloseAsync(string reason) => TellAsync("stop", reason);

    /// <summary>Changes on which event type the page closes the open stream; <see langword="null"/> for none.</summary>
    public Task SetCloseOnAsync(string? type) => TellAsync("closeOn", type);

    // The feed can still be on its way: what is said meanwhile follows the connection that it was said of.
    private async Task TellAsync(string command, string? argument)
    {
        if (_creating is null)
            return;
        await _creating.Settled();
        if (_feed is not null && !_left.IsCancellationRequested)
            await _feed.InvokeVoidAsync(command, argument);
    }

    /// <summary>
    /// The whole data of an item that crossed as a preview; <see langword="null"/> if the browser no longer has it. Cancelled if
    /// the page is left or another text is asked for meanwhile, or if the browser does not answer.
    /// </summary>
    /// <exception cref="TimeoutException">The browser stopped in the middle of the text.</exception>
    public async Task<string?> ReadTextAsync(FeedItem item)
    {
        if (item.Text is not { } number)
            return item.Data;
        // One at a time: a browser that never ends a text would otherwise pile up as many as it is asked for.
        _reading?.Cancel();
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        _reading = reading;
        try
        {
            return await ReadAsync(number, reading.Token).WaitAsync(reading.Token);
        }
        finally
        {
            if (_reading == reading)
                _reading = null;
        }
    }

    private async Task<string?> ReadAsync(int number, CancellationToken cancellation)
    {
        if (_feed is null)
            return null;

        await using var reference = await _feed.InvokeAsync<IJSStreamReference>("readText", number);
        if (reference.Length == 0)
            return null;
        await using var bytes = await reference.OpenReadStreamAsync(MaxTextBytes, cancellation);
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }

    /// <summary>Empties the log and the console; the stream goes on.</summary>
    public void Clear()
    {
        Items.Clear();
        Console.Clear();
    }

    /// <summary>
    /// Takes a batch from the browser, once: one whose answer got lost with its connection comes again. One that the page's own
    /// script cannot have sent is not taken, and the page says so.
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
            await fail(error);
        }
    }

    /// <summary>Adds what the browser reported.</summary>
    internal void Take(IReadOnlyList<FeedItem> batch)
    {
        foreach (var item in batch)
        {
            ItemAdded?.Invoke(Items.Total, item);
            Items.Add(item);
            State = item.State ?? State;
            if (item.Kind == FeedItemKind.Failed)
                Failure = item.Detail;
            Stream = item.Stream;
            if (item.Console is not null)
                Console.Add(item.Console);
        }

        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // At once, not as CancelAsync does it: nobody is told of what fails from here on.
        _left.Cancel();
        try
        {
            await JsReference.IfConnected(async () =>
            {
                if (_creating is not null)
                    await _creating.Settled();
                if (_feed is not null)
                {
                    await _feed.InvokeVoidAsync("dispose");
                    await _feed.DisposeAsync();
                }

                if (_module is not null)
                    await _module.DisposeAsync();
            });
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
