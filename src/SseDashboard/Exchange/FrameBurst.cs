using SseDashboard.Display;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>Frames that came too fast to be matched one by one: they are counted, and so are the events among them.</summary>
/// <param name="first">The time of the first frame, in ms since 1970.</param>
public sealed class FrameBurst(double first)
{
    // The rows of the log that these frames became. They are the numbers in between, as events keep their order.
    private long _firstRow = long.MaxValue;
    private long _endRow;

    /// <summary>The number of frames.</summary>
    public int Count { get; private set; }

    /// <summary>Their size on the wire, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>When the first was written, by the server's clock, in ms since 1970.</summary>
    public double First { get; } = first;

    /// <summary>When the last was written, by the server's clock, in ms since 1970.</summary>
    public double Last { get; private set; } = first;

    /// <summary>How many of them the browser dispatched, as far as it has reported.</summary>
    public long Dispatched { get; private set; }

    /// <summary>When the browser dispatched the last of them that it reported one by one, in ms since 1970.</summary>
    public double? LastDispatched { get; private set; }

    /// <summary>The frames that the browser dispatches, and has not reported yet.</summary>
    internal long Open { get; private set; }

    /// <summary>Whether one of the frames became this row of the log.</summary>
    public bool Holds(long row) => row >= _firstRow && row < _endRow;

    internal void Add(WireFrame frame, bool isDispatched)
    {
        Count++;
        Bytes += frame.Frame.Bytes.Length;
        Last = UnixTime.Of(frame.At);
        Open += isDispatched ? 1 : 0;
    }

    /// <summary>Counts as many of these events as there are open frames, or all of them if asked to; returns how many.</summary>
    internal long Take(BrowserEvent events, bool all = false)
    {
        long taken = all ? events.Stands : Math.Min(Open, events.Stands);
        Open = Math.Max(0, Open - taken);
        Dispatched += taken;
        LastDispatched = events.Item.Until ?? events.Item.Time;
        _firstRow = Math.Min(_firstRow, events.Row);
        _endRow = Math.Max(_endRow, events.Row + taken);
        return taken;
    }

    /// <summary>Gives up on the frames that are open still.</summary>
    internal void Close() => Open = 0;

    /// <summary>Returns the events, as if they had just been reported; <see langword="null"/> if there were none.</summary>
    internal BrowserEvent? Untake()
    {
        if (Dispatched == 0)
            return null;
        var item = new FeedItem(FeedItemKind.Skipped, LastDispatched ?? First);
        var events = new BrowserEvent(_firstRow, item) { Stands = Dispatched };
        (Open, Dispatched) = (Open + Dispatched, 0);
        return events;
    }
}
