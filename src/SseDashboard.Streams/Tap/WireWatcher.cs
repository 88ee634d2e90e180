using System.Diagnostics.CodeAnalysis;
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
    private readonly StreamOptions _bounds;
    private long _bytes;
    private int _connections;
    private long _missed;
    private WireMissed? _missing;

    internal WireWatcher(WireTaps taps, string token, StreamOptions bounds)
    {
        _taps = taps;
        _bounds = bounds;
        Token = token;
        Records = new CountingReader(this);
    }

    /// <summary>What a request has to bring as <c>?watch=</c>; 128 random bits, to be shown to nobody else.</summary>
    public string Token { get; }

    /// <summary>The records, in the order in which things happened. It completes when the watcher is disposed.</summary>
    public ChannelReader<WireRecord> Records { get; }

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
            int bytes = BytesOf(record);
            if (_records.Reader.Count < _bounds.WatcherQueue && HasRoomFor(bytes))
            {
                _missing = null;
                Interlocked.Add(ref _bytes, bytes);
                _records.Writer.TryWrite(record);
                return;
            }

            if (_missing is null)
                _records.Writer.TryWrite(_missing = new(record.At));
            _missing.Add();
            Interlocked.Increment(ref _missed);
        }
    }

    // One that is larger than the bound is taken when nothing else waits: a watcher would never see it otherwise.
    private bool HasRoomFor(int bytes)
    {
        long waiting = Interlocked.Read(ref _bytes);
        return bytes == 0 || waiting == 0 || waiting + bytes <= _bounds.WatcherBytes;
    }

    private static int BytesOf(WireRecord record) => record switch
    {
        WireFrame frame => frame.Frame.Bytes.Length,
        WireRequest request => BytesOf(request.Headers),
        WireResponse response => BytesOf(response.Headers),
        _ => 0,
    };

    private static int BytesOf(IReadOnlyList<WireHeader> headers) => headers.Sum(header => header.Name.Length + header.Value.Length);

    // Gives the bytes of what was read free for more.
    private sealed class CountingReader(WireWatcher watcher) : ChannelReader<WireRecord>
    {
        public override Task Completion => watcher._records.Reader.Completion;

        public override bool TryRead([MaybeNullWhen(false)] out WireRecord item)
        {
            if (!watcher._records.Reader.TryRead(out item))
                return false;
            Interlocked.Add(ref watcher._bytes, -BytesOf(item));
            return true;
        }

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) =>
            watcher._records.Reader.WaitToReadAsync(cancellationToken);
    }
}
