using System.Threading.Channels;

namespace SseDashboard.Streams;

/// <summary>
/// One who looks at the server's half of its own streams. It outlives connections: all that bring its token are reported,
/// each with a number of its own. Dispose it when nobody looks any more.
/// </summary>
public sealed class WireWatcher : IDisposable
{
    private readonly Channel<WireRecord> _records = Channel.CreateUnbounded<WireRecord>();
    private readonly Lock _lock = new();
    private readonly WireTaps _taps;
    private readonly int _bound;
    private int _connections;
    private long _missed;
    private WireMissed? _missing;

    internal WireWatcher(WireTaps taps, string token, int bound)
    {
        _taps = taps;
        _bound = bound;
        Token = token;
    }

    /// <summary>What a request has to bring as <c>?watch=</c>; 128 random bits, to be shown to nobody else.</summary>
    public string Token { get; }

    /// <summary>The records, in the order in which things happened. It completes when the watcher is disposed.</summary>
    public ChannelReader<WireRecord> Records => _records.Reader;

    /// <summary>How many records were missed in all, because the queue was full.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>Ends the watch: the token is forgotten and connections report no more.</summary>
    public void Dispose()
    {
        _taps.Forget(this);
        _records.Writer.TryComplete();
    }

    internal int NextConnection() => Interlocked.Increment(ref _connections);

    // The queue is bounded here, not by the channel, so that there is always a place for the record that tells of the loss.
    internal void Report(WireRecord record)
    {
        lock (_lock)
        {
            if (_records.Reader.Count < _bound)
            {
                _missing = null;
                _records.Writer.TryWrite(record);
                return;
            }

            if (_missing is null)
                _records.Writer.TryWrite(_missing = new(record.At));
            _missing.Add();
            Interlocked.Increment(ref _missed);
        }
    }
}
