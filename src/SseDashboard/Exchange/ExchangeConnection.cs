using SseDashboard.Feed;

namespace SseDashboard.Exchange;

/// <summary>A connection: its two halves, as far as known, and its frames matched to its events.</summary>
public sealed class ExchangeConnection
{
    internal ExchangeConnection(WireSide? wire, BrowserSide? browser) => (Wire, Browser) = (wire, browser);

    /// <summary>
    /// The server's half; <see langword="null"/> if the request never reached the server or its records were missed.
    /// </summary>
    public WireSide? Wire { get; }

    /// <summary>
    /// The browser's half; <see langword="null"/> if the browser has not reported it, or abandoned the request.
    /// </summary>
    public BrowserSide? Browser { get; }

    /// <summary>The connection's number, from 1.</summary>
    public int Number { get; internal set; }

    /// <summary>The previous connection, which this one may resume.</summary>
    public ExchangeConnection? Before { get; internal set; }

    /// <summary>The frames in wire order. An event whose frame was not recorded takes that frame's position.</summary>
    public IReadOnlyList<FrameStep> Frames => Wire?.Frames ?? [];

    /// <summary>The events not yet matched to a frame.</summary>
    public IEnumerable<BrowserEvent> Unmatched => Browser?.Pending.Where(e => e.Item.Kind == FeedItemKind.Event) ?? [];

    /// <summary>The <c>Last-Event-ID</c> sent; <see langword="null"/> if none was sent, or the request is not known.</summary>
    public string? LastEventId => Wire?.Request?.LastEventId;

    /// <summary>
    /// The time from the end of the previous connection to this one's request, in ms; <see langword="null"/> if no single clock
    /// recorded both.
    /// </summary>
    // If the network broke, the server may notice the end only after the next request; its times are then unusable.
    public double? DelayBefore =>
        Before?.Wire?.End is { } end && Wire?.Request is { } request && end.At <= request.At ? (request.At - end.At).TotalMilliseconds
        : Before?.Browser?.End is { } last && Browser?.Connecting is { } next ? next.Time - last.Time
        : null;

    /// <summary>Whether the server has a later connection, so that no more frames of this one will be reported.</summary>
    internal bool WireIsPast { get; set; }

    /// <summary>Whether the browser has a later connection, so that no more events of this one will be reported.</summary>
    internal bool BrowserIsPast { get; set; }

    /// <summary>
    /// Matches as many frames and events as possible. Frames with data and a type that has a listener are dispatched in stream
    /// order, so the next such frame and the next event belong together unless a record of either was lost.
    /// </summary>
    /// <param name="number">Supplies the number for a new step.</param>
    internal void Match(Func<long> number)
    {
        if (Wire is null)
            return;
        while (SkipSettled() && Browser?.Pending is { Count: > 0 } pending)
        {
            if (pending[0].Item.Kind != FeedItemKind.Event || Wire.Frames[Wire.Next].Burst is not null)
            {
                if (!TryMatchPastCounts(pending, number))
                    Count(pending);
            }
            else if (!TryMatch(pending, number))
                break;
        }

        Finish(number);
    }

    /// <summary>Undoes all matches and returns the events to the browser's half.</summary>
    internal void Unmatch()
    {
        if (Wire is null)
            return;
        Browser?.Pending.InsertRange(0, Wire.Frames.Select(step => step.Untake()).OfType<BrowserEvent>().ToArray());
        Wire.Frames.RemoveAll(step => step is { Wire: null, Burst: null });
        foreach (var step in Wire.Frames)
            step.Unsettle();
        Wire.Next = 0;
    }

    /// <summary>The number of frames and events held.</summary>
    internal int Kept => Frames.Count + (Browser?.Pending.Count ?? 0);

    /// <summary>Drops the oldest frames or, if there are none, the oldest events.</summary>
    internal int Drop(int most, out long bytes)
    {
        if (Wire is { Frames.Count: > 0 })
            return Wire.Drop(most, out bytes);
        bytes = 0;
        return Browser?.Drop(most, out bytes) ?? 0;
    }

    private bool SkipSettled()
    {
        while (Wire!.Next < Wire.Frames.Count && Wire.Frames[Wire.Next].Verdict != Verdict.NotYetKnown)
            Wire.Next++;
        return Wire.Next < Wire.Frames.Count;
    }

    // Events that crossed as a count, or whose frames did: as many frames were dispatched, in the order of the stream.
    private void Count(List<BrowserEvent> pending)
    {
        var first = pending[0];
        var step = Wire!.Frames[Wire.Next];
        long taken = 1;
        if (step.Burst is { } burst)
        {
            taken = burst.Take(first);
            Browser!.TooFast += first.Item.Kind == FeedItemKind.Event ? taken : 0;
            if (burst.Open == 0)
                step.Settle(Verdict.InBurst);
        }
        else
        {
            step.Settle(first.Item.Kind == FeedItemKind.Lost ? Verdict.NotRecorded : Verdict.InBurst);
        }

        if (first.Stands > taken)
            pending[0] = first with { Row = first.Row + taken, Stands = first.Stands - taken };
        else
            pending.RemoveAt(0);
    }

    private bool TryMatch(List<BrowserEvent> pending, Func<long> number) =>
        Resynchronisation.Find(Wire!.Frames, Wire.Next, pending) is { } found && MatchAt(found, Verdict.NotRecorded, number);

    private bool TryMatchPastCounts(List<BrowserEvent> pending, Func<long> number)
    {
        if (!Wire!.HasMissed || Resynchronisation.FindPastCounts(Wire.Frames, Wire.Next, pending) is not { } found)
            return false;
        var passed = pending.Take(found.Event).Where(e => e.Item.Kind == FeedItemKind.Event).ToArray();
        pending.RemoveRange(0, found.Event);
        pending.InsertRange(0, passed);
        Wire.HasMissed = false;
        return MatchAt((found.Frame, passed.Length), Verdict.InBurst, number);
    }

    // Everything before the match has lost its other half.
    private bool MatchAt((int Frame, int Event) found, Verdict before, Func<long> number)
    {
        for (int i = Wire!.Next; i < found.Frame; i++)
        {
            if (Wire.Frames[i].Verdict == Verdict.NotYetKnown)
                Wire.Frames[i].Settle(before);
        }

        int frame = found.Frame + InsertUnrecorded(found.Frame, found.Event, number);
        Wire.Frames[frame].Settle(Browser!.Pending[0]);
        Browser.Pending.RemoveAt(0);
        Wire.Next = frame + 1;
        return true;
    }

    // Once both sides have reported everything, whatever is left has no other half.
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
            Browser!.Pending.RemoveAll(e => e.Item.Kind != FeedItemKind.Event);
            InsertUnrecorded(Wire.Frames.Count, Browser.Pending.Count, number);
            Wire.Next = Wire.Frames.Count;
        }
    }

    private Verdict VerdictAtEnd(FrameStep step) =>
        Unmatched.Any() && Browser!.Lost > 0 ? Verdict.NotRecorded
        : step.Wire?.Flushed is not null && (Browser is null || Browser.ClosedByPage) ? Verdict.ClosedBefore
        : Verdict.CutOff;

    // Places events without a frame of their own; returns how many steps they take. After a burst they are among its frames.
    private int InsertUnrecorded(int at, int count, Func<long> number)
    {
        var pending = Browser!.Pending;
        var events = pending.GetRange(0, count);
        pending.RemoveRange(0, count);
        if (at > 0 && Wire!.Frames[at - 1].Burst is { } burst)
        {
            foreach (var item in events)
                Browser.TooFast += burst.Take(item, all: true);
            return 0;
        }

        Wire!.Frames.InsertRange(at, events.Select(e => new FrameStep(number(), e)));
        return count;
    }
}
