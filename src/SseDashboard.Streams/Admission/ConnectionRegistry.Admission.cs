namespace SseDashboard.Streams;

/// <summary>Admission, release and shutdown.</summary>
public sealed partial class ConnectionRegistry
{
    /// <summary>The address with the most open streams, as the per-address limit counts them; none if no stream is open.</summary>
    public AddressLoad? BusiestAddress
    {
        get
        {
            lock (_admission)
                return _limit.Busiest;
        }
    }

    /// <summary>How many public streams are open, and how many may be (<see cref="StreamOptions.MaxPublicShare"/>).</summary>
    public ShareLoad PublicConnections
    {
        get
        {
            lock (_admission)
                return new(_publicLimit.Count, _publicLimit.Max);
        }
    }

    private Refused? Admit(StreamAddress address, bool isPublic)
    {
        lock (_admission)
        {
            var counted = address.Counted;
            var refused = _draining
                ? new Refused(RefusalReason.ShuttingDown)
                : _limit.Check(counted) ?? (isPublic ? _publicLimit.Check(counted) : null);
            if (refused is { } refusal)
            {
                _refused[(int)refusal.Reason]++;
                return refusal;
            }

            _limit.Add(counted);
            if (isPublic)
                _publicLimit.Add(counted);
            return null;
        }
    }

    // The connection is null if its construction failed after the admission.
    private void Release(StreamAddress address, bool isPublic, StreamConnection? connection)
    {
        lock (_admission)
        {
            if (connection is not null)
            {
                _open.TryRemove(connection.Id, out _);
                _ended[(int)connection.Reason]++;
                _eventsOfEnded += connection.Written.Events;
                _bytesOfEnded += connection.Written.Bytes;
            }

            var counted = address.Counted;
            _limit.Remove(counted);
            if (isPublic)
                _publicLimit.Remove(counted);
        }
    }

    private int PublicShareOf(int connections) => Math.Max(1, (int)(connections * Options.MaxPublicShare));

    private void Drain()
    {
        lock (_admission)
            _draining = true;
        foreach (var (_, connection) in _open)
            connection.End(StreamEnd.Shutdown, cut: true);
    }
}
