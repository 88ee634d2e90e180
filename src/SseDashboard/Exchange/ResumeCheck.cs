using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>Whether a connection resumed where the previous one left off.</summary>
public enum Continuity
{
    /// <summary>No id was sent: there is nothing to resume from.</summary>
    NotAsked,

    /// <summary>No event has arrived yet.</summary>
    NotYetKnown,

    /// <summary>The first event directly follows the id sent.</summary>
    NoGap,

    /// <summary>The server sent a <c>gap</c> event: events are missing.</summary>
    Gap,

    /// <summary>The ids have no order to check; only ids of the form <c>epoch-sequence</c> do.</summary>
    CannotBeTold,
}

/// <summary>
/// Compares the id that a client sent with the first ids it received, and counts the events that a broadcast replays: the
/// backlog precedes all live events.
/// </summary>
public sealed class ResumeCheck
{
    private BroadcastId? _sent;
    private long _backlog;

    /// <summary>How many events published before the connection were replayed to it.</summary>
    public int Replayed { get; private set; }

    /// <summary>Whether the connection resumed without a gap.</summary>
    public Continuity Continuity { get; private set; }

    /// <summary>The data of the <c>gap</c> event, if there was one.</summary>
    public string? Gap { get; private set; }

    internal void Start(string? lastEventId)
    {
        _sent = BroadcastId.TryParse(lastEventId, out var id) ? id : null;
        Continuity = string.IsNullOrEmpty(lastEventId) ? Continuity.NotAsked : Continuity.NotYetKnown;
    }

    internal void Opened(long? backlog) => _backlog = backlog ?? 0;

    internal void Take(WireFrame frame, FrameReading reading)
    {
        if (Continuity == Continuity.NotAsked || frame.Flushed is null || !reading.HasData)
            return;
        if (Continuity == Continuity.NotYetKnown && reading.Type == GapNotice.EventType)
        {
            (Continuity, Gap) = (Continuity.Gap, reading.Preview);
            _backlog -= GapNotice.Read(reading.Preview)?.Missed ?? 0;
            return;
        }

        if (Continuity == Continuity.NotYetKnown)
        {
            bool follows = _sent is { } sent && BroadcastId.TryParse(reading.Id, out var id)
                && id == sent with { Sequence = sent.Sequence + 1 };
            Continuity = follows ? Continuity.NoGap : Continuity.CannotBeTold;
        }

        if (Replayed < _backlog)
            Replayed++;
    }
}
