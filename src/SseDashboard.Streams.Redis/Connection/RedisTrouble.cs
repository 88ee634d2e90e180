using Microsoft.Extensions.Logging;

namespace SseDashboard.Streams;

/// <summary>What is wrong with Redis as far as this host knows. It is logged when it changes.</summary>
internal sealed partial class RedisTrouble(ILogger log, string where)
{
    private volatile RedisFault? _fault;

    /// <summary>What is wrong now; <see langword="null"/> if nothing is known to be.</summary>
    public RedisFault? Fault => _fault;

    /// <summary>Something is wrong.</summary>
    public void Begin(RedisFault fault, Exception? error)
    {
        if (_fault?.Words != fault.Words)
            LogFault(fault.Words, error);
        _fault = fault;
    }

    /// <summary>A command succeeded.</summary>
    /// <param name="isWrite">Whether it wrote.</param>
    public void End(bool isWrite)
    {
        if (_fault is not { } fault || (fault.IsOfWrites && !isWrite))
            return;
        _fault = null;
        LogRestored(where);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Words} Until then events are not published; open streams stay open.")]
    private partial void LogFault(string words, Exception? error);

    [LoggerMessage(2, LogLevel.Information, "Redis at {Where} works again.")]
    private partial void LogRestored(string where);
}
