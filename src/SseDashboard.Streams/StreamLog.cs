using Microsoft.Extensions.Logging;

namespace SseDashboard.Streams;

/// <summary>What the streams log.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(1, LogLevel.Error, "Stream {Id} of {Path} failed; the stream ends.")]
    public static partial void StreamFailed(ILogger log, long id, string path, Exception error);

    // Each refusal is counted and shown; a line for each would let a flood of requests flood the log.
    [LoggerMessage(2, LogLevel.Debug, "A stream of {Path} was refused for {Address}: {Reason}.")]
    public static partial void StreamRefused(ILogger log, string path, string address, RefusalReason reason);

    [LoggerMessage(3, LogLevel.Warning,
        "The producer of stream {Id} of {Path} still runs {Seconds} s after the stream ended. It must observe its cancellation token.")]
    public static partial void ProducerGoesOn(ILogger log, long id, string path, double seconds);
}
