namespace SseDashboard.Streams;

/// <summary>Who may open a stream, and the end of all.</summary>
public sealed partial class ConnectionRegistry
{
    /// <summary>The address with the most open streams, as the bound per address counts them; none if no stream is open.</summary>
    public AddressLoad? BusiestAddress
    {
        get
        {
            lock (_admission)
                return _places.Busiest;
        }
    }

    /// <summary>How much of their share the streams have that anyone may open (<see cref="StreamOptions.OpenShare"/>).</summary>
    public ShareLoad OpenToAnyone
    {
        get
        {
            lock (_admission)
                return new(_openToAnyone.Taken, _openToAnyone.Most);
        }
    }

    private Refused? Admit(StreamAddress address, bool openToAnyone)
    {
        lock (_admission)
        {
            var counted = address.Counted;
            var refused = _draining
                ? new Refused(RefusalReason.ShuttingDown)
                : _places.Check(counted) ?? (openToAnyone ? _openToAnyone.Check(counted) : null);
            if (refused is { } refusal)
            {
                _refused[(int)refusal.Reason]++;
                return refusal;
            }

            _places.Take(counted);
            if (openToAnyone)
                _openToAnyone.Take(counted);
            return null;
        }
    }

    // The place is given back even if the stream never came to be.
    private void Release(StreamAddress address, bool openToAnyone, StreamConnection? connection)
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
            _places.GiveBack(counted);
            if (openToAnyone)
                _openToAnyone.GiveBack(counted);
        }
    }

    private int Share(int connections) => Math.Max(1, (int)(connections * _options.OpenShare));

    private void Drain()
    {
        lock (_admission)
            _draining = true;
        foreach (var (_, connection) in _open)
            connection.End(StreamEnd.Shutdown, cut: true);
    }
}
