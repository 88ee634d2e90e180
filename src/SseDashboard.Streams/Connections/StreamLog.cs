using Microsoft.Extensions.Logging;

namespace SseDashboard.Streams;

internal static partial class StreamLog
{
    [LoggerMessage(1, LogLevel.Error, "Stream {Id} of {Path} failed; the stream ends.")]
    public static partial void StreamFailed(ILogger log, long id, string path, Exception error);

    // Debug: refusals are counted anyway, and a flood of requests must not flood the log.
    [LoggerMessage(2, LogLevel.Debug, "A stream of {Path} was refused for {Address}: {Reason}.")]
    public static partial void StreamRefused(ILogger log, string path, string address, RefusalReason reason);

    [LoggerMessage(3, LogLevel.Warning,
        "The producer of stream {Id} of {Path} is still running {Seconds} s after the stream ended. It must observe its cancellation token.")]
    public static partial void ProducerStillRunning(ILogger log, long id, string path, double seconds);
}
