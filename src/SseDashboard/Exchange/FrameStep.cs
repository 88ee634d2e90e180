using SseDashboard.Display;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>An event that the browser dispatched.</summary>
/// <param name="Row">The number of its row in the log.</param>
/// <param name="Item">The event.</param>
public readonly record struct BrowserEvent(long Row, FeedItem Item)
{
    /// <summary>How many events it stands for: one, or the count of a skipped or lost item.</summary>
    internal long Stands { get; init; } = Item.Kind switch
    {
        FeedItemKind.Skipped => Item.Events,
        FeedItemKind.Lost => Item.Count,
        _ => 1,
    };

    /// <summary>Its size in memory, in bytes. A skipped or lost item has no text and counts as zero.</summary>
    internal long Size => Item.Kind == FeedItemKind.Event ? FeedBounds.SizeOf(Item) : 0;
}

/// <summary>
/// A frame on its way from the server to the browser: the server's half, the browser's half, or both once matched.
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

    internal FrameStep(long number, FrameBurst burst) => (Number, Burst) = (number, burst);

    /// <summary>The step's number in the model, from 1.</summary>
    public long Number { get; }

    /// <summary>The server's half; <see langword="null"/> if its wire record was missed or has not arrived yet.</summary>
    public WireFrame? Wire { get; }

    /// <summary>How a client interprets the bytes; <see langword="null"/> if they are not known.</summary>
    public FrameReading? Reading { get; }

    /// <summary>The browser's half; <see langword="null"/> if the event was not dispatched, or not yet.</summary>
    public BrowserEvent? Browser { get; private set; }

    /// <summary>The frames, if the step stands for many that came too fast; they have no other half.</summary>
    public FrameBurst? Burst { get; }

    /// <summary>The number of frames that the step stands for.</summary>
    public int Count => Burst?.Count ?? 1;

    /// <summary>What became of the frame in the browser.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>The event type from the frame or, if its bytes are not known, from the browser.</summary>
    public string Type => Reading?.Type ?? Browser?.Item.Type ?? "message";

    /// <summary>
    /// The last event ID that the event has without having sent it; <see langword="null"/> if it has its own or none.
    /// </summary>
    public string? InheritedId =>
        Reading is { HasData: true, Id: null } && (Browser?.Item.Id ?? LastEventId) is { Length: > 0 } id ? id : null;

    /// <summary>
    /// The time from the write, by the server's clock, to the dispatch, by the browser's, in ms; <see langword="null"/> if either
    /// is not known. It does not start at the flush, which may complete only after the browser has dispatched the event.
    /// </summary>
    public double? Latency => Wire is not null && Browser is { } browser ? browser.Item.Time - UnixTime.Of(Wire.At) : null;

    /// <summary>The last event ID after this frame, if known.</summary>
    internal string? LastEventId { get; }

    /// <summary>
    /// The verdict from the bytes alone; <see cref="Verdict.NotYetKnown"/> if they form an event that has a listener.
    /// </summary>
    internal Verdict Own { get; }

    /// <summary>The size of both halves in memory, in bytes.</summary>
    internal long Size => (Wire?.Frame.Bytes.Length ?? 0) + (Browser?.Size ?? 0);

    internal bool Fits(BrowserEvent browser) => Reading?.Fits(browser.Item, LastEventId) == true;

    internal void Settle(BrowserEvent browser) => (Browser, Verdict) = (browser, Verdict.Dispatched);

    internal void Settle(Verdict verdict)
    {
        Burst?.Close();
        Verdict = Burst is null ? verdict : Verdict.InBurst;
    }

    /// <summary>Returns the events, as if they had just been reported; <see langword="null"/> if there are none.</summary>
    internal BrowserEvent? Untake() => Burst is null ? Browser : Burst.Untake();

    internal void Unsettle() => (Browser, Verdict) = (null, Own);
}
