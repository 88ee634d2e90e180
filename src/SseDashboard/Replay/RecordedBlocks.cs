using SseDashboard.Streams;

namespace SseDashboard.Replay;

/// <summary>Reads the blocks of a recording.</summary>
internal static class RecordedBlocks
{
    /// <summary>
    /// Reads the complete blocks in order. The times of a block's chunks count from <see cref="DateTimeOffset.UnixEpoch"/>, which
    /// represents the head of the response.
    /// </summary>
    /// <param name="recording">The recording, whose body is read as an event stream.</param>
    /// <param name="take">Takes a block, the number of the chunk that completes it, and where in that chunk it ends.</param>
    public static void Read(Recording recording, Action<EventBlock, int, int> take)
    {
        int most = (int)Math.Clamp(recording.Bytes, 1, int.MaxValue);
        var reader = new EventBlockReader(new() { MaxEventBytes = most, MaxLineBytes = most });
        for (int number = 0; number < recording.Chunks.Count; number++)
        {
            var (at, bytes) = recording.Chunks[number];
            var unread = bytes.Span;
            while (reader.TryRead(ref unread, DateTimeOffset.UnixEpoch + at, out var block))
                take(block, number, bytes.Length - unread.Length);
        }

        reader.End();
    }
}
