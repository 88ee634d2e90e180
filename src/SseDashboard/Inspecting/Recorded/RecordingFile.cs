using System.Globalization;
using System.IO.Pipelines;
using SseDashboard.Observing;
using SseDashboard.Replay;

namespace SseDashboard.Inspecting;

/// <summary>A format of a file.</summary>
public enum RecordingFormat
{
    /// <summary>The bytes of the body.</summary>
    Bytes,

    /// <summary>Lines with the time of each chunk.</summary>
    Ndjson,

    /// <summary>A record for each event.</summary>
    Csv,

    /// <summary>An HTTP Archive, secrets replaced.</summary>
    Har,

    /// <summary>An HTTP Archive with secrets.</summary>
    HarWithSecrets,
}

/// <summary>A recording that is being saved: a stream of the file's bytes, which are made as they are read.</summary>
internal sealed class RecordingFile : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly Task _writing;
    private int _chunks;

    private RecordingFile(string name, int total, Func<PipeWriter, Action<int>, CancellationToken, Task> write)
    {
        (Name, Total) = (name, total);
        var pipe = new Pipe();
        Content = pipe.Reader.AsStream();
        _writing = Task.Run(() => WriteAsync(pipe.Writer, write));
    }

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>The file's bytes.</summary>
    public Stream Content { get; }

    /// <summary>How many chunks of the recording there are.</summary>
    public int Total { get; }

    /// <summary>How many of them are written.</summary>
    public int Written => Volatile.Read(ref _chunks);

    /// <summary>Begins to write a recording.</summary>
    /// <param name="name">Its name, without an extension.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="format">Any format but HAR.</param>
    public static RecordingFile Of(string name, Recording recording, RecordingFormat format) => new($"{name}.{ExtensionOf(recording, format)}", recording.Chunks.Count, (file, written, left) => format switch
    {
        RecordingFormat.Bytes => RecordingWriter.WriteBytesAsync(recording, file, written, left),
        RecordingFormat.Ndjson => RecordingWriter.WriteNdjsonAsync(recording, file, written, left),
        RecordingFormat.Csv => EventCsv.WriteAsync(recording, file, written, left),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "An HTTP Archive needs the connection."),
    });

    /// <summary>Begins to write a connection.</summary>
    public static RecordingFile Of(string name, ObservationSnapshot observed, RecordingFormat format)
    {
        var recording = Recorder.Of(observed);
        return format is RecordingFormat.Har or RecordingFormat.HarWithSecrets
            ? new($"{name}.har", 0, (file, _, left) => HarFile.WriteAsync(observed, recording, format == RecordingFormat.HarWithSecrets, file, left))
            : Of(name, recording, format);
    }

    /// <summary>The name of a file that is saved at this time.</summary>
    public static string NameAt(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"stream-{time.UtcDateTime:yyyy-MM-ddTHH-mm-ss}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await Content.DisposeAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _left.Dispose();
    }

    private static string ExtensionOf(Recording recording, RecordingFormat format) => format switch
    {
        RecordingFormat.Bytes => recording.Head.IsEventStream ? "sse" : "txt",
        RecordingFormat.Ndjson => "ndjson",
        RecordingFormat.Csv => "csv",
        _ => "har",
    };

    // A failure reaches the reader of the stream.
    private async Task WriteAsync(PipeWriter file, Func<PipeWriter, Action<int>, CancellationToken, Task> write)
    {
        try
        {
            await write(file, chunks => Volatile.Write(ref _chunks, chunks), _left.Token);
            await file.CompleteAsync();
        }
        catch (Exception error)
        {
            await file.CompleteAsync(error);
        }
    }
}
