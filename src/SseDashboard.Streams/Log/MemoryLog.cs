using System.Security.Cryptography;
using System.Text;

namespace SseDashboard.Streams;

/// <summary>A log in this host's memory: its view is all there is, and ends with the process.</summary>
internal sealed class MemoryLog : ChannelLog
{
    private readonly Lock _publishing = new();
    private readonly byte[] _scratch = new byte[1_024];
    private readonly byte[] _idPrefix;
    private readonly HistoryView _history;
    private readonly RememberedKeys _keys;

    /// <summary>Creates an empty log.</summary>
    /// <param name="context">The channel and its bounds.</param>
    /// <param name="epoch">Distinguishes this history from any other of the same name, such as the one before a restart.</param>
    public MemoryLog(LogContext context, string epoch)
        : base(context)
    {
        _ = new ServerSentEvent { Id = epoch };
        ArgumentException.ThrowIfNullOrEmpty(epoch);
        _idPrefix = Encoding.UTF8.GetBytes($"id: {epoch}-");
        _history = Show(new(context.Options.MaxHistoryEvents, context.Options.MaxHistoryBytes), [new(epoch, 0)]);
        _keys = new(context.Options.MaxIdempotencyKeys);
    }

    /// <inheritdoc/>
    public override bool IsShared => false;

    /// <inheritdoc/>
    public override ValueTask<string> AppendAsync(ServerSentEvent @event, string? key, CancellationToken cancellationToken)
    {
        long sequence;
        lock (_publishing)
        {
            if (_keys.Find(key) is { } earlier)
                return new(earlier);
            sequence = Append(@event);
            if (key is not null)
                _keys.Remember(key, _history.IdOf(sequence));
        }

        Context.Metrics.Published(1);
        Context.Changed();
        return new(_history.IdOf(sequence));
    }

    /// <inheritdoc/>
    public override ValueTask<string> AppendAllAsync(IReadOnlyList<ServerSentEvent> events, string? key, CancellationToken cancellationToken)
    {
        long sequence = 0;
        int published = 0;
        try
        {
            lock (_publishing)
            {
                if (_keys.Find(key) is { } earlier)
                    return new(earlier);
                for (; published < events.Count; published++)
                    sequence = Append(events[published]);
                if (key is not null && published > 0)
                    _keys.Remember(key, _history.IdOf(sequence));
            }
        }
        finally
        {
            Context.Metrics.Published(published);
            Context.Changed();
        }

        return new(sequence == 0 ? "" : _history.IdOf(sequence));
    }

    private long Append(ServerSentEvent @event)
    {
        Check(@event);
        long sequence = _history.Head + 1;
        var lines = new Utf8Lines(_scratch);
        try
        {
            lines.Line(_idPrefix, sequence);
            FrameEncoder.Fields(ref lines, @event);
            var frame = lines.End();
            if (frame.Length > Context.Options.MaxEventBytes)
                throw new EventTooLargeException(frame.Length, Context.Options.MaxEventBytes);
            _history.Ring.Add(frame);
        }
        finally
        {
            lines.Dispose();
        }

        return sequence;
    }
}

/// <summary>Keeps the channels' logs in memory, each with its own epoch, random by default.</summary>
internal sealed class MemoryLogs(string? epoch = null) : ChannelLogs
{
    /// <inheritdoc/>
    public override ChannelLog Open(LogContext context) =>
        new MemoryLog(context, epoch ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
}
