using System.Globalization;
using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>A part of a channel's log, as <c>read.lua</c> returns it.</summary>
internal sealed class LogPage
{
    /// <summary>Reads a reply.</summary>
    public LogPage(RedisResult reply)
    {
        Epochs = [.. ((string)reply[0]!).Split(' ').Select(Start)];
        Head = long.Parse((string)reply[1]!, CultureInfo.InvariantCulture);
        HasMore = (int)reply[2] == 1;
        Frames = new (long, byte[])[reply.Length - 3];
        for (int i = 0; i < Frames.Length; i++)
        {
            byte[] frame = (byte[])reply[i + 3]!;
            if (!FrameId.TryRead(frame, out _, out long sequence))
                throw new InvalidDataException("The log has an entry that is not an event. Do other programs write to keys with the prefix of Broadcast:KeyPrefix?");
            Frames[i] = (sequence, frame);
        }
    }

    /// <summary>The epochs, oldest first.</summary>
    public IReadOnlyList<EpochStart> Epochs { get; }

    /// <summary>The sequence number of the log's last event.</summary>
    public long Head { get; }

    /// <summary>Whether events after those of this page can be read.</summary>
    public bool HasMore { get; }

    /// <summary>The events, encoded.</summary>
    public (long Sequence, byte[] Bytes)[] Frames { get; }

    /// <summary>Whether events up to a sequence number, read with these epochs, are still the beginning of this log.</summary>
    public bool Continues(IReadOnlyList<EpochStart> epochs, long head)
    {
        for (int at = 0; at < Epochs.Count; at++)
        {
            if (Epochs[at] == epochs[^1])
                return head <= (at + 1 < Epochs.Count ? Epochs[at + 1].After : Head);
        }

        return false;
    }

    private static EpochStart Start(string text)
    {
        int colon = text.LastIndexOf(':');
        return new(text[..colon], long.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }
}
