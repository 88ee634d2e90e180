using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SseDashboard.Replay;

/// <summary>Writes recordings as files. docs/recordings.md describes the formats.</summary>
internal static class RecordingWriter
{
    /// <summary>Writes the bytes of the body, exactly as they arrived.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="file">The file.</param>
    /// <param name="written">Called with the number of chunks written so far.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public static async Task WriteBytesAsync(Recording recording, PipeWriter file, Action<int> written, CancellationToken cancellationToken)
    {
        for (int i = 0; i < recording.Chunks.Count; i++)
        {
            await file.WriteAsync(recording.Chunks[i].Bytes, cancellationToken);
            written(i + 1);
        }
    }

    /// <summary>Writes one JSON object on a line: the head, each chunk with its time, the end. Everything can be read back.</summary>
    /// <inheritdoc cref="WriteBytesAsync"/>
    public static async Task WriteNdjsonAsync(Recording recording, PipeWriter file, Action<int> written, CancellationToken cancellationToken)
    {
        var head = recording.Head;
        await WriteAsync(new()
        {
            Recording = RecordingLine.Version,
            Status = head.Status,
            ContentType = head.ContentType,
            Method = head.Method,
            Url = head.Url,
            At = head.At,
            Note = head.Note,
        });
        for (int i = 0; i < recording.Chunks.Count; i++)
        {
            var (at, bytes) = recording.Chunks[i];
            bool isText = Utf8.IsValid(bytes.Span);
            await WriteAsync(new()
            {
                Ms = Milliseconds(at),
                Text = isText ? Encoding.UTF8.GetString(bytes.Span) : null,
                Base64 = isText ? null : Convert.ToBase64String(bytes.Span),
            });
            written(i + 1);
        }

        if (recording.End is { } end)
            await WriteAsync(new() { Ms = Milliseconds(end.At), End = end.IsCut ? RecordingLine.Cut : RecordingLine.Completed });

        async Task WriteAsync(RecordingLine line)
        {
            await JsonSerializer.SerializeAsync(file, line, RecordingLine.Json, cancellationToken);
            await file.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
    }

    // Exact: a tick is a ten-thousandth of a millisecond.
    private static decimal Milliseconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerMillisecond;
}
