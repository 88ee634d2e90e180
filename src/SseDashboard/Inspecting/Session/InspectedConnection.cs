using SseDashboard.Display;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>One connection of a session.</summary>
public sealed class InspectedConnection
{
    private readonly Observation _observation;

    internal InspectedConnection(int number, Observation observation, IReadOnlySet<string> before)
    {
        (Number, _observation) = (number, observation);
        Snapshot = observation.Snapshot();
        Resumed = new(observation.Request.LastEventId, before);
    }

    /// <summary>Its number in the session, from 1.</summary>
    public int Number { get; }

    /// <summary>What was observed until the last look, without the blocks once the next connection begins.</summary>
    public ObservationSnapshot Snapshot { get; private set; }

    /// <summary>Whether it resumed where the one before it ended.</summary>
    public ResumeComparison Resumed { get; }

    /// <summary>The last event ID at its end; empty if there is none.</summary>
    public string LastEventId => Snapshot.Blocks.Count > 0 ? Snapshot.Blocks[^1].LastEventId : Snapshot.Request.LastEventId;

    /// <summary>The last event ID that the next request would send; empty if there is none, or for an EventSource, which a page cannot give one.</summary>
    public string ResumesAfter => Snapshot.Request.Way == ObservedWay.EventSource ? "" : LastEventId;

    /// <summary>What the comparison found, as a sentence.</summary>
    public string Verdict => Resumed.Result switch
    {
        Resumption.NotAsked => "Not asked to resume: no Last-Event-ID was sent.",
        Resumption.NotYetKnown => "No event with an id has arrived yet.",
        Resumption.Exact => "Resumed exactly: the first event directly follows the id sent.",
        Resumption.Duplicates => Resumed.Duplicates == 0
            ? "Went back: the first event is not newer than the id sent."
            : $"{Quantity.Of(Resumed.Duplicates, "event")} arrived again.",
        Resumption.Gap => Resumed.Missing is { } missing ? $"Gap: {Quantity.Of(missing, "event")} missing." : "Gap: events are missing.",
        _ => "The ids are not consecutive numbers, so a gap cannot be detected.",
    };

    internal void Look() => Snapshot = _observation.Snapshot();

    /// <summary>Releases the blocks: a session keeps those of its newest connection only.</summary>
    internal void Release() => Snapshot = Snapshot with { Blocks = [], Unfinished = null };
}
