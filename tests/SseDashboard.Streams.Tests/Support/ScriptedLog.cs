namespace SseDashboard.Streams.Tests;

/// <summary>A log whose views a test replaces.</summary>
internal sealed class ScriptedLog() : ChannelLog(null!)
{
    public override bool IsShared => true;

    public HistoryView Replace(HistoryRing ring, params EpochStart[] epochs) => Show(ring, epochs);

    public override ValueTask<string> AppendAsync(ServerSentEvent @event, string? key, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override ValueTask<string> AppendAllAsync(IReadOnlyList<ServerSentEvent> events, string? key, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

/// <summary>Opens one log.</summary>
internal sealed class ScriptedLogs : ChannelLogs
{
    public ScriptedLog Log { get; } = new();

    public override ChannelLog Open(LogContext context) => Log;
}
