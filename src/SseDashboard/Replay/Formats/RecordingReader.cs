using System.Buffers;
using System.IO.Pipelines;

namespace SseDashboard.Replay;

/// <summary>Reads recordings from files, as <see cref="RecordingWriter"/> writes them.</summary>
internal static class RecordingReader
{
    /// <summary>The format of the body's bytes alone.</summary>
    public const string Sse = "sse";

    /// <summary>The format of lines with times.</summary>
    public const string Ndjson = "ndjson";

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Reads a recording.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bounds">The bounds.</param>
    /// <param name="format">
    /// The format; <see langword="null"/> to have the first byte decide: no event stream that a client reads starts with a brace.
    /// </param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="RecordingFormatException">The file is not a recording, or it is too large.</exception>
    public static async Task<Recording?> ReadAsync(Stream file, ReplayOptions bounds, string? format, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(file, new(leaveOpen: true));
        var start = await pipe.ReadAtLeastAsync(ByteOrderMark.Length + 1, cancellationToken);
        bool isNdjson = format is null ? StartsWithBrace(start.Buffer) : format == Ndjson;
        pipe.AdvanceTo(start.Buffer.Start);
        return isNdjson ? await ReadNdjsonAsync(pipe, bounds, cancellationToken) : await ReadBytesAsync(pipe, bounds, cancellationToken);
    }

    private static bool StartsWithBrace(ReadOnlySequence<byte> start)
    {
        var bytes = start.Slice(0, Math.Min(start.Length, ByteOrderMark.Length + 1)).ToArray().AsSpan();
        return (bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes) is [(byte)'{', ..];
    }

    // The file says nothing of times and chunks: each block becomes a chunk, so that it can be replayed stepwise.
    private static async Task<Recording> ReadBytesAsync(PipeReader file, ReplayOptions bounds, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await file.ReadAsync(cancellationToken);
            if (body.WrittenCount + read.Buffer.Length > bounds.MaxRecordingBytes)
                throw TooLarge(bounds);
            foreach (var part in read.Buffer)
                body.Write(part.Span);
            file.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        byte[] bytes = body.WrittenSpan.ToArray();
        var whole = new Recording(RecordingHead.EventStream, bytes.Length == 0 ? [] : [new(TimeSpan.Zero, bytes)], null);
        var chunks = new List<RecordedChunk>();
        int start = 0;
        RecordedBlocks.Read(whole, (_, _, end) => Add(end));
        Add(bytes.Length);
        var recording = new Recording(RecordingHead.EventStream, chunks, null);
        return recording.Weight <= bounds.MaxRecordingBytes ? recording : throw TooLarge(bounds);

        void Add(int end)
        {
            if (end > start)
                chunks.Add(new(TimeSpan.Zero, bytes.AsMemory(start..end)));
            start = end;
        }
    }

    private static async Task<Recording> ReadNdjsonAsync(PipeReader file, ReplayOptions bounds, CancellationToken cancellationToken)
    {
        var lines = new NdjsonRecording(bounds);
        bool isFirst = true;
        while (true)
        {
            var read = await file.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            if (isFirst && rest.Length > 0)
            {
                rest = rest.Slice(rest.FirstSpan.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0);
                isFirst = false;
            }

            while (rest.PositionOf((byte)'\n') is { } end)
            {
                lines.Take(rest.Slice(0, end));
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            file.AdvanceTo(rest.Start, rest.End);
            if (!read.IsCompleted)
                continue;
            if (!rest.IsEmpty)
                lines.Take(rest);
            return lines.ToRecording();
        }
    }

    /// <summary>The recording is larger than its bound.</summary>
    public static RecordingFormatException TooLarge(ReplayOptions bounds) => new(
        $"The recording takes more than {bounds.MaxRecordingBytes:N0} bytes ({ReplayOptions.Section}:{nameof(bounds.MaxRecordingBytes)}). Import a shorter one.");
}
