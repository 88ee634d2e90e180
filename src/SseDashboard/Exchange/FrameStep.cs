using SseDashboard.Display;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>An event that the browser dispatched, with its number in the log.</summary>
/// <param name="Row">The number of its row.</param>
/// <param name="Item">The event.</param>
public readonly record struct BrowserEvent(long Row, FeedItem Item)
{
    /// <summary>How many bytes of memory it takes. A lost item has no texts and counts as nothing.</summary>
    internal long Size => Item.Kind == FeedItemKind.Event ? FeedBounds.SizeOf(Item) : 0;
}

/// <summary>
/// One frame on its way from the server to the browser: the server's half, the browser's half, or both once they are matched.
/// </summary>
public sealed class FrameStep
{
    internal FrameStep(long number, WireFrame frame, FrameReading reading, string? lastEventId, Verdict verdict)
    {
        (Number, Wire, Reading, LastEventId, Verdict) = (number, frame, reading, lastEventId, verdict);
        Own = verdict;
    }

    internal FrameStep(long number, BrowserEvent browser)
    {
        (Number, Browser, Verdict) = (number, browser, Verdict.Dispatched);
        Own = Verdict;
    }

    /// <summary>Counts the steps of the model from 1.</summary>
    public long Number { get; }

    /// <summary>The server's half; none if the wire's record of it was missed or has not come yet.</summary>
    public WireFrame? Wire { get; }

    /// <summary>What a client makes of the bytes; none if they are not known.</summary>
    public FrameReading? Reading { get; }

    /// <summary>The browser's half; none if it was not dispatched, or not yet.</summary>
    public BrowserEvent? Browser { get; private set; }

    /// <summary>What became of it.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>The event's type, or the browser's word for it if the bytes are not known.</summary>
    public string Type => Reading?.Type ?? Browser?.Item.Type ?? "message";

    /// <summary>
    /// From the write by the server's clock to the dispatch by the browser's, in ms; none if either is not known. Not from the
    /// flush, which the server may notice only after the browser has dispatched the event.
    /// </summary>
    public double? Latency => Wire is not null && Browser is { } browser ? browser.Item.Time - UnixTime.Of(Wire.At) : null;

    /// <summary>The last event ID after it, if that is known.</summary>
    internal string? LastEventId { get; }

    /// <summary>What the bytes alone say; <see cref="Verdict.NotYetKnown"/> if they make an event that somebody listens for.</summary>
    internal Verdict Own { get; }

    /// <summary>How many bytes of memory its two halves take.</summary>
    internal long Size => (Wire?.Frame.Bytes.Length ?? 0) + (Browser?.Size ?? 0);

    internal bool Fits(BrowserEvent browser) => Reading!.Fits(browser.Item, LastEventId);

    internal void Settle(BrowserEvent browser) => (Browser, Verdict) = (browser, Verdict.Dispatched);

    internal void Settle(Verdict verdict) => Verdict = verdict;

    internal void Unsettle() => (Browser, Verdict) = (null, Own);
}
