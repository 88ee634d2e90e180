using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace SseDashboard.Streams;

/// <summary>
/// Watches the server's side of the streams whose requests carry its token. It outlives connections: each is reported with its
/// own number. Dispose it when it is no longer needed.
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
    private RecordedRefusal? _refusal;
    private int _refused;

    internal WireWatcher(WireTaps taps, string token, StreamOptions bounds)
    {
        _taps = taps;
        _bounds = bounds;
        Token = token;
        Records = new CountingReader(this);
    }

    /// <summary>The value of a request's <c>watch</c> query parameter: 128 random bits. Keep it secret.</summary>
    public string Token { get; }

    /// <summary>The records, in order. It completes when the watcher is disposed.</summary>
    public ChannelReader<WireRecord> Records { get; }

    /// <summary>How many records were dropped in all, because the queue was full.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>How many requests with its token were refused, including those for which there is no record because the host refused them itself.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Removes the token, so that connections report no more.</summary>
    public void Dispose()
    {
        _taps.Forget(this);
        _records.Writer.TryComplete();
    }

    internal void Record(RecordedRefusal refusal)
    {
        Interlocked.Increment(ref _refused);
        Volatile.Write(ref _refusal, refusal);
    }

    /// <summary>The newest refusal, once: the next one of this watcher's page may have another reason.</summary>
    internal RecordedRefusal? TakeRefusal() => Interlocked.Exchange(ref _refusal, null);

    internal int NextConnection() => Interlocked.Increment(ref _connections);

    // Bounded here rather than by the channel, so that the record of a loss always fits.
    internal void Report(WireRecord record)
    {
        lock (_lock)
        {
            int bytes = BytesOf(record);
            if (_records.Reader.Count < _bounds.MaxWatcherRecords && HasRoomFor(bytes))
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

    // A record larger than the bound is taken when the queue is empty; the watcher would never see it otherwise.
    private bool HasRoomFor(int bytes)
    {
        long waiting = Interlocked.Read(ref _bytes);
        return bytes == 0 || waiting == 0 || waiting + bytes <= _bounds.MaxWatcherBytes;
    }

    private static int BytesOf(WireRecord record) => record switch
    {
        WireFrame frame => frame.Frame.Bytes.Length,
        WireRequest request => BytesOf(request.Headers),
        WireResponse response => BytesOf(response.Headers),
        _ => 0,
    };

    private static int BytesOf(IReadOnlyList<WireHeader> headers) => headers.Sum(header => header.Name.Length + header.Value.Length);

    // Frees the bytes of the records that were read.
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
