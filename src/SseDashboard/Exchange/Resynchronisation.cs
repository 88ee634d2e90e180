using SseDashboard.Feed;

namespace SseDashboard.Exchange;

/// <summary>Finds the point where frames and events match again after records of either were lost.</summary>
internal static class Resynchronisation
{
    // Losses on both sides at the same point are rare, and a wider search would cost more than it finds.
    private const int Square = 64;

    /// <summary>
    /// Finds the nearest frame and event that match: usually the next of each. Everything before them has lost its other half.
    /// </summary>
    /// <returns>
    /// The index of the frame and the number of events before its match; <see langword="null"/> if nothing matches yet.
    /// </returns>
    public static (int Frame, int Event)? Find(List<FrameStep> frames, int next, List<BrowserEvent> events)
    {
        if (frames[next].Fits(events[0]))
            return (next, 0);

        int frame = frames.FindIndex(next, step => IsOpen(step) && step.Fits(events[0]));
        int skipped = EventsBefore(events, frames[next]);
        if (frame >= 0 && (skipped < 0 || frame - next <= skipped))
            return (frame, 0);
        return skipped >= 0 ? (next, skipped) : FindDiagonally(frames, next, events);
    }

    /// <summary>
    /// Finds the first frame that fits any of the events, past counts of events: after records were missed, a count is of no use.
    /// </summary>
    public static (int Frame, int Event)? FindPastCounts(List<FrameStep> frames, int next, List<BrowserEvent> events)
    {
        for (int frame = next; frame < frames.Count; frame++)
        {
            int at = IsOpen(frames[frame])
                ? events.FindIndex(e => e.Item.Kind == FeedItemKind.Event && frames[frame].Fits(e))
                : -1;
            if (at >= 0)
                return (frame, at);
        }

        return null;
    }

    private static int EventsBefore(List<BrowserEvent> events, FrameStep step)
    {
        int at = events.FindIndex(e => e.Item.Kind != FeedItemKind.Event || step.Fits(e));
        return at >= 0 && events[at].Item.Kind == FeedItemKind.Event ? at : -1;
    }

    private static (int Frame, int Event)? FindDiagonally(List<FrameStep> frames, int next, List<BrowserEvent> events)
    {
        for (int distance = 2; distance < Square; distance++)
        {
            for (int skipped = 1; skipped < Math.Min(distance, events.Count); skipped++)
            {
                if (events[skipped].Item.Kind != FeedItemKind.Event)
                    break;
                int frame = next + distance - skipped;
                if (frame < frames.Count && IsOpen(frames[frame]) && frames[frame].Fits(events[skipped]))
                    return (frame, skipped);
            }
        }

        return null;
    }

    private static bool IsOpen(FrameStep step) => step.Verdict == Verdict.NotYetKnown;
}
