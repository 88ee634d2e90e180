using SseDashboard.Streams;

namespace SseDashboard.Observing;

/// <summary>A time without a byte.</summary>
/// <param name="From">When the last byte before it arrived, or the head if there was none.</param>
/// <param name="To">When the next byte arrived.</param>
public readonly record struct ObservedSilence(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it lasted.</summary>
    public TimeSpan Length => To - From;
}

/// <summary>What an observation has counted from its beginning, also of what it no longer keeps.</summary>
/// <param name="Bytes">Bytes of the body.</param>
/// <param name="Chunks">Chunks in which they arrived.</param>
/// <param name="Blocks">Complete blocks.</param>
/// <param name="Events">Events dispatched.</param>
/// <param name="Comments">Comment lines.</param>
/// <param name="DroppedBlocks">Blocks that are no longer kept.</param>
/// <param name="UnreadBytes">Bytes that were only counted, because the stream exceeds a bound.</param>
/// <param name="MissedEvents">Events of an EventSource that came too fast to be passed on.</param>
public readonly record struct ObservedCounts(
    long Bytes, long Chunks, long Blocks, long Events, long Comments, long DroppedBlocks, long UnreadBytes, long MissedEvents = 0);

/// <summary>What an observation contained at one moment. It does not change.</summary>
public sealed record ObservationSnapshot
{
    /// <summary>Grows with each change of the observation.</summary>
    public required long Version { get; init; }

    /// <summary>What was requested.</summary>
    public required ObservedRequest Request { get; init; }

    /// <summary>When the request was made.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The redirects that were followed, in order.</summary>
    public required IReadOnlyList<ObservedRedirect> Redirects { get; init; }

    /// <summary>The head of the response; <see langword="null"/> until it arrives, and for an EventSource.</summary>
    public required ObservedHead? Head { get; init; }

    /// <summary>
    /// When an EventSource opened, which it does after status 200 and the content type <c>text/event-stream</c> (HTML Living
    /// Standard, section 9.2.3); <see langword="null"/> before, and for other clients.
    /// </summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Whether the response is known to be an event stream.</summary>
    public bool IsEventStream => Head?.IsEventStream == true || OpenedAt is not null;

    /// <summary>How many streams the browser has open on this origin, this one included, as far as it knows.</summary>
    public int StreamsOnOrigin { get; init; } = 1;

    /// <summary>The end; <see langword="null"/> while the connection is open.</summary>
    public required ObservedEnd? End { get; init; }

    /// <summary>The complete blocks kept, in order. The number of the first is <see cref="ObservedCounts.DroppedBlocks"/>.</summary>
    public required IReadOnlyList<EventBlock> Blocks { get; init; }

    /// <summary>
    /// The block whose blank line has not arrived: while the connection is open as it is so far, after the end what was discarded.
    /// </summary>
    public required EventBlock? Unfinished { get; init; }

    /// <summary>The first bytes of the body, at most <see cref="ObservingOptions.MaxBodyStartBytes"/>, of an event stream too.</summary>
    public required ReadOnlyMemory<byte> BodyStart { get; init; }

    /// <summary>What was counted.</summary>
    public required ObservedCounts Counts { get; init; }

    /// <summary>When the first chunk arrived, or the first event of an EventSource.</summary>
    public required DateTimeOffset? FirstArrival { get; init; }

    /// <summary>When the last chunk arrived, or the last event of an EventSource.</summary>
    public required DateTimeOffset? LastArrival { get; init; }

    /// <summary>The longest time without a byte between the head and the last chunk; the time since then is not included.</summary>
    public required ObservedSilence? LongestSilence { get; init; }

    /// <summary>Says which bound the stream exceeds, so that it is no longer read; <see langword="null"/> if it exceeds none.</summary>
    public required string? Exceeded { get; init; }
}
