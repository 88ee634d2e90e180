using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>What a ticker writes.</summary>
public sealed record TickScript
{
    /// <summary>How many ticks there are. After the last one a stream gets <c>final</c> and ends.</summary>
    public int Ticks { get; init; } = 3;

    /// <summary>The time from one tick to the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether a tick has an id: its number, from 1.</summary>
    public bool HasIds { get; init; } = true;

    /// <summary>How many of the newest ticks are kept for a client that resumes.</summary>
    public int History { get; init; } = int.MaxValue;

    /// <summary>The reconnection time that each stream sends.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The maximum lifetime of a stream; zero for the host's own.</summary>
    public TimeSpan Lifetime { get; init; }
}

/// <summary>A request that a ticker received, and what became of it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="At">When it came.</param>
/// <param name="IsWatched">Whether a page watches it; other clients, such as a second tab or curl, have no watcher.</param>
/// <param name="LastEventId">The <c>Last-Event-ID</c> that it carried, if any.</param>
/// <param name="Status">The status code of the answer.</param>
public sealed record TickRequest(int Number, DateTimeOffset At, bool IsWatched, string? LastEventId, int Status)
{
    /// <summary>The newest tick at that time.</summary>
    public long Due { get; init; }

    /// <summary>The number of its stream on this host; 0 if none was opened.</summary>
    public long Stream { get; init; }

    /// <summary>The first tick written; 0 before it.</summary>
    public long First { get; init; }

    /// <summary>The last tick written; 0 before the first.</summary>
    public long Last { get; init; }

    /// <summary>How many ticks were no longer kept when the client resumed.</summary>
    public long Missed { get; init; }

    /// <summary>Whether <c>final</c> was written.</summary>
    public bool HasFinal { get; init; }

    /// <summary>When the stream ended, once it has; for a request without a stream, when it was answered.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the stream ended.</summary>
    public StreamEnd End { get; init; }
}
