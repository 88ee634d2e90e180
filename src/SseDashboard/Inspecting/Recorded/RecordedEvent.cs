using SseDashboard.Replay;

namespace SseDashboard.Inspecting;

/// <summary>An event of a recording.</summary>
/// <param name="Number">Its number among the events, from 1.</param>
/// <param name="OwnId">The id that its block sets; <see langword="null"/> if it sets none.</param>
/// <param name="LastEventId">The last event ID when it is dispatched.</param>
/// <param name="Type">Its type.</param>
/// <param name="Data">Its data.</param>
/// <param name="At">When it was complete, after the head of the response.</param>
/// <param name="Chunk">The number of the chunk that completed it, from 1.</param>
public sealed record RecordedEvent(int Number, string? OwnId, string LastEventId, string Type, string Data, TimeSpan At, int Chunk)
{
    /// <summary>The events of a recording, in order; none if it is no event stream.</summary>
    internal static List<RecordedEvent> Of(Recording recording)
    {
        var events = new List<RecordedEvent>(recording.Events);
        if (recording.Head.IsEventStream)
        {
            RecordedBlocks.Read(recording, (block, chunk, _) =>
            {
                if (block.Event is { } received)
                {
                    events.Add(new(events.Count + 1, BlockWords.OwnId(block), received.LastEventId, received.Type, received.Data,
                        recording.Chunks[chunk].At, chunk + 1));
                }
            });
        }

        return events;
    }
}
