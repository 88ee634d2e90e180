namespace SseDashboard.Replay;

/// <summary>Where a replay starts.</summary>
/// <param name="Chunk">The number of the chunk.</param>
/// <param name="Offset">The offset in that chunk.</param>
/// <param name="At">The time of the recording at that place.</param>
internal readonly record struct ReplayStart(int Chunk, int Offset, TimeSpan At)
{
    /// <summary>The start of a replay for a client that has received this event.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="lastEventId">
    /// The last event ID of the client. The replay starts after the first block that sets it, so that nothing is left out where
    /// ids repeat.
    /// </param>
    /// <returns>The start; <see langword="null"/> if no block sets this id.</returns>
    public static ReplayStart? After(Recording recording, string lastEventId)
    {
        ReplayStart? start = null;
        if (recording.Head.IsEventStream)
        {
            RecordedBlocks.Read(recording, (block, chunk, offset) =>
            {
                if (start is null && block.LastEventId == lastEventId)
                    start = new(chunk, offset, recording.Chunks[chunk].At);
            });
        }

        return start;
    }

    /// <summary>Whether nothing of the recording is left.</summary>
    public bool IsEnd(Recording recording) =>
        Chunk >= recording.Chunks.Count || (Chunk == recording.Chunks.Count - 1 && Offset == recording.Chunks[Chunk].Bytes.Length);
}
