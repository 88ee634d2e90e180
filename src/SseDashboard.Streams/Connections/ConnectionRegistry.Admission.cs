using System.Runtime.InteropServices;

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
            {
                if (_perAddress.Count == 0)
                    return null;
                var (address, streams) = _perAddress.MaxBy(entry => entry.Value);
                return new(StreamAddress.NameOf(address), streams);
            }
        }
    }

    private RefusalReason? Admit(StreamAddress address)
    {
        lock (_admission)
        {
            RefusalReason? refused = null;
            ref int fromAddress = ref CollectionsMarshal.GetValueRefOrAddDefault(_perAddress, address.Counted, out bool known);
            if (_draining)
                refused = RefusalReason.ShuttingDown;
            else if (_count >= _options.Connections)
                refused = RefusalReason.TooManyConnections;
            else if (fromAddress >= _options.ConnectionsPerAddress)
                refused = RefusalReason.TooManyFromAddress;

            if (refused is { } reason)
            {
                _refused[(int)reason]++;
                if (!known)
                    _perAddress.Remove(address.Counted);
                return reason;
            }

            fromAddress++;
            _count++;
            return null;
        }
    }

    // The place is given back even if the stream never came to be.
    private void Release(StreamAddress address, StreamConnection? connection)
    {
        if (connection is not null)
            _open.TryRemove(connection.Id, out _);
        lock (_admission)
        {
            _count--;
            if (connection is not null)
                _ended[(int)connection.Reason]++;
            var counted = address.Counted;
            if (--CollectionsMarshal.GetValueRefOrNullRef(_perAddress, counted) == 0)
                _perAddress.Remove(counted);
        }
    }

    private void Drain()
    {
        lock (_admission)
            _draining = true;
        foreach (var (_, connection) in _open)
            connection.End(StreamEnd.Shutdown, cut: true);
    }
}
