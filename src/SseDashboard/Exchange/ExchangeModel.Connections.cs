using SseDashboard.Feed;

namespace SseDashboard.Exchange;

/// <summary>The connections of the model and its limits.</summary>
public sealed partial class ExchangeModel
{
    // A full model drops a sixteenth at a time, so that its rows do not shift with every frame.
    private const int Parts = 16;

    private int _firstWire = 1;
    private int _countAtMost;

    /// <summary>
    /// Removes everything recorded so far. An open connection and the numbering continue. One that the page has closed is not open,
    /// even if the server has yet to notice.
    /// </summary>
    public void Clear()
    {
        Version++;
        Clears++;
        foreach (var connection in _connections)
            DropAll(connection);
        while (_connections.Count > 1 || (_connections.Count == 1 && HasEnded(_connections[0])))
            DropFirst();
        (DroppedFrames, DroppedConnections, Lost) = (0, 0, 0);
        (_missed, _missedBefore) = (null, 0);
    }

    private static bool HasEnded(ExchangeConnection connection) =>
        connection.Browser is { ClosedByPage: true }
        || (connection.Wire?.HasEnded != false && (connection.Browser is null || connection.Browser.End is not null));

    // The watcher numbers its connections. One whose records were all missed still takes its position.
    private WireSide? SideOf(int connection)
    {
        if (connection < _firstWire)
            return null;
        while (_firstWire + _wires.Count <= connection)
            _wires.Add(new(_firstWire + _wires.Count));
        return _wires[connection - _firstWire];
    }

    // A page reports when it starts a request. A browser that reconnects on its own does not: whatever it reports after an
    // error belongs to its next connection, unless the page closes the stream first.
    private BrowserSide SideOf(FeedItem item)
    {
        bool begins = _browsers.Count == 0
            || item.Kind == FeedItemKind.Connecting
            || (_browsers[^1].End is not null && item.Kind != FeedItemKind.Closed);
        if (begins)
        {
            _browsers.Add(new());
            Pair();
        }

        return _browsers[^1];
    }

    private void Pair()
    {
        _toMatch.Clear(); // all are matched below
        var old = _connections.ToDictionary(connection => (connection.Wire, connection.Browser));
        var pairs = ConnectionPairing.Pair(_wires, _browsers).ToArray();
        // Except() hashes. This runs for every change of a connection, and a browser may report hundreds in one batch.
        foreach (var gone in old.Keys.Except(pairs))
            old[gone].Unmatch();

        _connections = [.. pairs.Select(pair => old.GetValueOrDefault(pair) ?? new(pair.Wire, pair.Browser))];
        for (int i = 0; i < _connections.Count; i++)
        {
            var connection = _connections[i];
            connection.Number = DroppedConnections + i + 1;
            connection.Before = i == 0 ? null : _connections[i - 1];
            connection.WireIsPast = connection.Wire != _wires.LastOrDefault();
            connection.BrowserIsPast = connection.Browser is null
                ? _connections.Skip(i + 1).Any(later => later.Browser is not null)
                : connection.Browser != _browsers[^1];
            connection.Match(NextNumber);
        }

        while (_connections.Count > maxConnections)
        {
            DroppedFrames += DropAll(_connections[0]);
            DropFirst();
            DroppedConnections++;
        }
    }

    private void DropFirst()
    {
        var first = _connections[0];
        _connections.RemoveAt(0);
        if (first.Browser is not null)
            _browsers.RemoveAt(0);
        if (first.Wire is not null)
        {
            _wires.RemoveAt(0);
            _firstWire++;
        }

        if (_connections is [var next, ..])
            next.Before = null;
    }

    // Unmatched halves count twice, so the running count is an upper bound; it is exact only when recomputed.
    private void Count()
    {
        if (++_countAtMost > maxFrames || _bytes > maxBytes)
        {
            MatchAdded(); // or a frame could be dropped without its event
            _countAtMost = _connections.Sum(connection => connection.Kept);
        }

        while (_countAtMost > maxFrames || (_bytes > maxBytes && _countAtMost > 1))
        {
            int share = Math.Max(1, Math.Min(maxFrames, _countAtMost) / Parts);
            int dropped = DropFrames(_connections.First(connection => connection.Kept > 0), share);
            DroppedFrames += dropped;
            _countAtMost = _connections.Sum(connection => connection.Kept);
        }
    }

    private int DropAll(ExchangeConnection connection)
    {
        int dropped = 0;
        while (connection.Kept > 0)
            dropped += DropFrames(connection, connection.Kept);
        return dropped;
    }

    private int DropFrames(ExchangeConnection connection, int most)
    {
        int dropped = connection.Drop(most, out long bytes);
        _bytes -= bytes;
        return dropped;
    }
}
