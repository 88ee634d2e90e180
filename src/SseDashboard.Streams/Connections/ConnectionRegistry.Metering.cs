namespace SseDashboard.Streams;

/// <summary>What all streams together have done, added up when somebody asks.</summary>
public sealed partial class ConnectionRegistry
{
    private long _eventsOfEnded;
    private long _bytesOfEnded;

    /// <summary>The instruments.</summary>
    internal StreamMetrics Metrics { get; }

    /// <summary>What was written to all streams since the start. It never goes back.</summary>
    internal (long Events, long Bytes) Tally
    {
        get
        {
            // A stream that ends moves from the list to the sums under the same lock.
            lock (_admission)
            {
                var (events, bytes) = (_eventsOfEnded, _bytesOfEnded);
                foreach (var (_, connection) in _open)
                {
                    var written = connection.Written;
                    events += written.Events;
                    bytes += written.Bytes;
                }

                return (events, bytes);
            }
        }
    }

    /// <summary>How far the streams of broadcasts are behind.</summary>
    internal (long Most, long Sum) Lag
    {
        get
        {
            long most = 0, sum = 0;
            foreach (var (_, connection) in _open)
            {
                long lag = connection.Lag ?? 0;
                most = Math.Max(most, lag);
                sum += lag;
            }

            return (most, sum);
        }
    }
}
