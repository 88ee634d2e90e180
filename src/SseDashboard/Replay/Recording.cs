using SseDashboard.Streams;

namespace SseDashboard.Replay;

/// <summary>A chunk of a recorded body.</summary>
/// <param name="At">When it arrived, after the head of the response.</param>
/// <param name="Bytes">Its bytes as they arrived.</param>
internal readonly record struct RecordedChunk(TimeSpan At, ReadOnlyMemory<byte> Bytes);

/// <summary>The end of a recorded response.</summary>
/// <param name="At">When it came, after the head of the response.</param>
/// <param name="IsCut">Whether the connection broke, rather than the server ending the response.</param>
internal sealed record RecordedEnd(TimeSpan At, bool IsCut);

/// <summary>What a recording says about its request and response.</summary>
/// <param name="Status">The status code of the response.</param>
/// <param name="ContentType">The content type of the response, with its parameters; <see langword="null"/> if it had none.</param>
internal sealed record RecordingHead(int Status, string? ContentType)
{
    /// <summary>The head of a healthy event stream.</summary>
    public static readonly RecordingHead EventStream = new(StatusCodes.Status200OK, "text/event-stream");

    /// <summary>The method of the request; <see langword="null"/> if it is not known.</summary>
    public string? Method { get; init; }

    /// <summary>The address of the request, without secrets; <see langword="null"/> if it is not known.</summary>
    public string? Url { get; init; }

    /// <summary>When the head arrived; <see langword="null"/> if it is not known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What the recording lacks, in sentences; <see langword="null"/> if it is complete.</summary>
    public string? Note { get; init; }

    /// <summary>Whether a client reads the body as an event stream (HTML Living Standard, section 9.2.2).</summary>
    public bool IsEventStream => Status == StatusCodes.Status200OK
        && ContentType?.Split(';')[0].Trim().Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) is true;
}

/// <summary>A response as it was received, with the times of its chunks. It does not change.</summary>
internal sealed class Recording
{
    // Objects and times of a chunk beside its bytes, rounded up.
    private const int Overhead = 100;

    private readonly (int Events, string LastEventId)[] _after;

    /// <summary>Makes a recording.</summary>
    /// <param name="head">The request and the head of the response.</param>
    /// <param name="chunks">The chunks, in order; their times do not decrease.</param>
    /// <param name="end">The end of the response; <see langword="null"/> if it was not recorded.</param>
    public Recording(RecordingHead head, IReadOnlyList<RecordedChunk> chunks, RecordedEnd? end)
    {
        (Head, Chunks, End) = (head, chunks, end);
        Bytes = chunks.Sum(chunk => (long)chunk.Bytes.Length);
        _after = new (int, string)[chunks.Count];
        if (head.IsEventStream)
            RecordedBlocks.Read(this, (block, chunk, _) => _after[chunk] = (_after[chunk].Events + (block.Event is null ? 0 : 1), block.LastEventId));
        Events = _after.Sum(part => part.Events);
    }

    /// <summary>The request and the head of the response.</summary>
    public RecordingHead Head { get; }

    /// <summary>The chunks, in order.</summary>
    public IReadOnlyList<RecordedChunk> Chunks { get; }

    /// <summary>The end of the response; <see langword="null"/> if it was not recorded.</summary>
    public RecordedEnd? End { get; }

    /// <summary>The size of the body.</summary>
    public long Bytes { get; }

    /// <summary>How many events a client dispatches.</summary>
    public int Events { get; }

    /// <summary>About how much memory it takes, in bytes.</summary>
    public long Weight => WeightOf(Bytes, Chunks.Count);

    /// <summary>How long the response lasted, from its head.</summary>
    public TimeSpan Length => End?.At ?? (Chunks.Count > 0 ? Chunks[^1].At : TimeSpan.Zero);

    /// <summary>A copy of the whole body.</summary>
    public byte[] Body()
    {
        byte[] body = new byte[Bytes];
        int at = 0;
        foreach (var (_, bytes) in Chunks)
        {
            bytes.CopyTo(body.AsMemory(at));
            at += bytes.Length;
        }

        return body;
    }

    /// <summary>About how much memory a recording takes, in bytes.</summary>
    public static long WeightOf(long bytes, int chunks) => bytes + ((long)Overhead * chunks);

    /// <summary>The end of a chunk from this offset on, at most so many bytes, ready to be written.</summary>
    public EventFrame FrameOf(int chunk, int offset, int atMost)
    {
        var rest = Chunks[chunk].Bytes[offset..];
        return rest.Length > atMost
            ? EventFrame.OfBytes(rest[..atMost], events: 0)
            : EventFrame.OfBytes(rest, _after[chunk].Events, _after[chunk].LastEventId);
    }
}
