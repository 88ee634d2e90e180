using SseDashboard.Feed;

namespace SseDashboard.Exchange;

/// <summary>One connection with both of its halves, as far as they are known, and its frames matched to its events.</summary>
public sealed class ExchangeConnection
{
    internal ExchangeConnection(WireSide? wire, BrowserSide? browser) => (Wire, Browser) = (wire, browser);

    /// <summary>The server's half; none if the request never reached it, or its records were missed.</summary>
    public WireSide? Wire { get; }

    /// <summary>The browser's half; none if the browser has not told of it, or gave it up.</summary>
    public BrowserSide? Browser { get; }

    /// <summary>Counts the connections from 1.</summary>
    public int Number { get; internal set; }

    /// <summary>The connection before it, which it may resume.</summary>
    public ExchangeConnection? Before { get; internal set; }

    /// <summary>The frames in the order of the wire; an event whose frame was not recorded stands in its place among them.</summary>
    public IReadOnlyList<FrameStep> Frames => Wire?.Frames ?? [];

    /// <summary>The events that no frame is known for yet.</summary>
    public IEnumerable<BrowserEvent> Unmatched => Browser?.Pending.Where(e => e.Item.Kind == FeedItemKind.Event) ?? [];

    /// <summary>The <c>Last-Event-ID</c> that was sent; none if there was none, or the request is not known.</summary>
    public string? LastEventId => Wire?.Request?.LastEventId;

    /// <summary>From the end of the connection before it to its request, in ms by one clock; none if no clock has both.</summary>
    // Where the network broke, the server may notice the end only after the next request: then its times say nothing.
    public double? DelayBefore =>
        Before?.Wire?.End is { } end && Wire?.Request is { } request && end.At <= request.At ? (request.At - end.At).TotalMilliseconds
        : Before?.Browser?.End is { } last && Browser?.Connecting is { } next ? next.Time - last.Time
        : null;

    /// <summary>Whether a later connection of the server is known, so that no frame of this one is still to be told.</summary>
    internal bool WireIsPast { get; set; }

    /// <summary>Whether a later connection of the browser is known, so that no event of this one is still to be told.</summary>
    internal bool BrowserIsPast { get; set; }

    /// <summary>
    /// Matches what can be matched. A frame with data and a type that somebody listens for is dispatched, in the order of the
    /// stream; so the next such frame and the next event belong together, unless a record of one of them was lost.
    /// </summary>
    /// <param name="number">Gives a number to a step.</param>
    internal void Match(Func<long> number)
    {
        if (Wire is null)
            return;
        while (SkipSettled() && Browser?.Pending is { Count: > 0 } pending)
        {
            if (pending[0].Item.Kind == FeedItemKind.Lost)
                SkipLost(pending);
            else if (!TryMatch(pending, number))
                break;
        }

        Finish(number);
    }

    /// <summary>Gives the events back to the browser's half, as if nothing had been matched.</summary>
    internal void Unmatch()
    {
        if (Wire is null)
            return;
        Browser?.Pending.InsertRange(0, Wire.Frames.Where(step => step.Browser is not null).Select(step => step.Browser!.Value));
        Wire.Frames.RemoveAll(step => step.Wire is null);
        foreach (var step in Wire.Frames)
            step.Unsettle();
        Wire.Next = 0;
    }

    /// <summary>How many frames and events are kept.</summary>
    internal int Kept => Frames.Count + (Browser?.Pending.Count ?? 0);

    /// <summary>Lets go of the oldest frames, or else of the oldest events.</summary>
    internal int Drop(int most, out long bytes)
    {
        bytes = 0;
        if (Wire is { Frames.Count: > 0 })
        {
            int count = Math.Min(most, Wire.Frames.Count);
            bytes = Wire.Frames.Take(count).Sum(step => step.Size);
            Wire.Frames.RemoveRange(0, count);
            Wire.Next = Math.Max(0, Wire.Next - count);
            return count;
        }

        if (Browser is null)
            return 0;
        int events = Math.Min(most, Browser.Pending.Count);
        bytes = Browser.Pending.Take(events).Sum(e => e.Size);
        Browser.Pending.RemoveRange(0, events);
        return events;
    }

    private bool SkipSettled()
    {
        while (Wire!.Next < Wire.Frames.Count && Wire.Frames[Wire.Next].Verdict != Verdict.NotYetKnown)
            Wire.Next++;
        return Wire.Next < Wire.Frames.Count;
    }

    // The page said how many events it dropped here: so many frames were dispatched without a row.
    private void SkipLost(List<BrowserEvent> pending)
    {
        var (row, item) = pending[0];
        Wire!.Frames[Wire.Next].Settle(Verdict.NotRecorded);
        if (item.Count > 1)
            pending[0] = new(row, item with { Count = item.Count - 1 });
        else
            pending.RemoveAt(0);
    }

    private bool TryMatch(List<BrowserEvent> pending, Func<long> number)
    {
        if (Resynchronisation.Find(Wire!.Frames, Wire.Next, pending) is not { } found)
            return false;

        for (int i = Wire.Next; i < found.Frame; i++)
        {
            if (Wire.Frames[i].Verdict == Verdict.NotYetKnown)
                Wire.Frames[i].Settle(Verdict.NotRecorded);
        }

        InsertUnrecorded(found.Frame, found.Event, number);
        Wire.Frames[found.Frame + found.Event].Settle(pending[0]);
        pending.RemoveAt(0);
        Wire.Next = found.Frame + found.Event + 1;
        return true;
    }

    // Once both sides have told all, what is left has no other half.
    private void Finish(Func<long> number)
    {
        bool frameMayCome = !Wire!.HasEnded && !WireIsPast;
        bool eventMayCome = !BrowserIsPast && Browser?.End is null;
        bool isEventLeft = Unmatched.Any();
        if (eventMayCome || (isEventLeft && frameMayCome))
            return;

        for (; SkipSettled(); Wire.Next++)
            Wire.Frames[Wire.Next].Settle(VerdictAtEnd(Wire.Frames[Wire.Next]));
        if (!frameMayCome && isEventLeft)
        {
            Browser!.Pending.RemoveAll(e => e.Item.Kind == FeedItemKind.Lost);
            InsertUnrecorded(Wire.Frames.Count, Browser.Pending.Count, number);
            Wire.Next = Wire.Frames.Count;
        }
    }

    private Verdict VerdictAtEnd(FrameStep step) =>
        Unmatched.Any() && Browser!.Lost > 0 ? Verdict.NotRecorded
        : step.Wire!.Flushed is not null && (Browser is null || Browser.ClosedByPage) ? Verdict.ClosedBefore
        : Verdict.CutOff;

    private void InsertUnrecorded(int at, int count, Func<long> number)
    {
        var pending = Browser!.Pending;
        Wire!.Frames.InsertRange(at, pending.Take(count).Select(e => new FrameStep(number(), e)));
        pending.RemoveRange(0, count);
    }
}
