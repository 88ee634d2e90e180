using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>
/// Both halves of a stream: what the server did, from its wire tap, and what the browser did, from its feed. It accepts the two
/// in any interleaving, matches frames to events by the rules of the standard, and gives a verdict on each frame. Not
/// thread-safe: use it on its circuit's scheduler.
/// </summary>
/// <param name="maxFrames">The most frames kept.</param>
/// <param name="maxBytes">
/// The most bytes kept of frames and browser events. The parsed parts of a frame (type, id and preview) take up to two bytes
/// per byte of the frame, so a circuit holds 1.2 MB at worst.
/// </param>
/// <param name="maxConnections">
/// The most connections kept: reconnecting every 3 s for an hour makes 1,200. With headers of 32 KB each, the server's limit,
/// they take another 13 MB at worst.
/// </param>
public sealed partial class ExchangeModel(int maxFrames = ExchangeModel.MostFrames, long maxBytes = 400_000, int maxConnections = 200)
{
    /// <summary>
    /// The most frames that a page keeps. Both halves of a frame of 100 bytes take 1.5 kB of memory, so a circuit holds 0.6 MB of them.
    /// </summary>
    public const int MostFrames = 400;

    private const string Message = "message";

    // At most this many frames of a batch are kept one by one, about as many as a report of the browser has events. Of more, only
    // the newest: the page reports its newest one by one as well, and those that both sides have are matched.
    private const int MaxOneByOne = 100;
    private const int Newest = 25;

    private readonly List<WireSide> _wires = [];
    private readonly List<BrowserSide> _browsers = [];
    private List<ExchangeConnection> _connections = [];
    private readonly HashSet<ExchangeConnection> _toMatch = [];
    private HashSet<string>? _listening = new HashSet<string> { Message };
    private WireMissed? _missed;
    private long _missedBefore;
    private long _number;
    private long _bytes;

    /// <summary>
    /// The connections in order, oldest first. What was added since is matched when they are read, not one by one: a search for
    /// the next match costs as much as there is to search.
    /// </summary>
    public IReadOnlyList<ExchangeConnection> Connections
    {
        get
        {
            MatchAdded();
            return _connections;
        }
    }

    /// <summary>How many frames and events were dropped to make room.</summary>
    public long DroppedFrames { get; private set; }

    /// <summary>How many connections were dropped to make room.</summary>
    public int DroppedConnections { get; private set; }

    /// <summary>How many records of the server's half were missed because the watcher's queue was full.</summary>
    public long Missed => _missedBefore + (_missed?.Count ?? 0);

    /// <summary>How many events the page dropped on the way to the circuit.</summary>
    public long Lost { get; private set; }

    /// <summary>Changes whenever the model does.</summary>
    public long Version { get; private set; }

    /// <summary>How many times the model has been cleared.</summary>
    public int Clears { get; private set; }

    /// <summary>Whether there is nothing to show.</summary>
    public bool IsEmpty => _connections.Count == 0;

    /// <summary>
    /// Sets the types that the page listens for from now on, in addition to <c>message</c>, which <c>onmessage</c> always
    /// handles. Server events named <c>open</c> and <c>error</c> count as having a listener only if they are included here,
    /// although the page always handles the browser's own events of those names.
    /// </summary>
    /// <param name="types">
    /// The types; <see langword="null"/> for a client that takes every event, such as one using fetch.
    /// </param>
    public void SetListening(IReadOnlyCollection<string>? types) =>
        _listening = types is null ? null : new HashSet<string>(types) { Message };

    /// <summary>Adds the records of some time from the server's wire tap. Of very many frames, it keeps the newest.</summary>
    public void Add(IReadOnlyList<WireRecord> records)
    {
        int frames = records.Count(record => record is WireFrame);
        int toCount = frames > MaxOneByOne ? frames - Newest : 0;
        foreach (var record in records)
        {
            if (record is WireFrame frame && toCount-- > 0)
                AddToBurst(frame);
            else
                Add(record);
        }
    }

    /// <summary>Adds a record from the server's wire tap.</summary>
    public void Add(WireRecord record)
    {
        Version++;
        if (record is WireMissed missed)
        {
            _missedBefore = Missed;
            _missed = missed;
            foreach (var wire in _wires)
                wire.Miss();
            return;
        }

        if (SideOf(record.Connection) is not { } side)
            return;
        if (record is WireFrame frame)
        {
            _bytes += side.Add(++_number, frame, VerdictOf).Size;
            MatchLater(side);
        }
        else
        {
            side.Take(record);
            Pair();
        }
    }

    /// <summary>Adds an item from the browser's feed.</summary>
    /// <param name="number">The number of the item's row in the log.</param>
    /// <param name="item">The item. Kinds that are neither events nor connection changes are ignored.</param>
    public void Add(long number, FeedItem item)
    {
        if (!IsOfConnection(item.Kind))
            return;
        Version++;
        var side = SideOf(item);
        if (item.Kind == FeedItemKind.Lost)
            Lost += item.Count;
        side.Take(number, item);
        if (item.Kind == FeedItemKind.Event)
            _bytes += FeedBounds.SizeOf(item);
        if (item.Kind is FeedItemKind.Event or FeedItemKind.Skipped or FeedItemKind.Lost)
        {
            if (_connections.FindLast(connection => connection.Browser == side) is { } connection)
                _toMatch.Add(connection);
            Count();
        }
        else
        {
            Pair();
        }
    }

    /// <summary>The verdict that follows from a frame's bytes alone.</summary>
    internal Verdict VerdictOf(FrameReading reading) => reading switch
    {
        { IsComment: true } => Verdict.Comment,
        { IsComplete: false } => Verdict.CutOff,
        { HasData: false, IdIgnored: true } => Verdict.IdIgnored,
        { HasData: false } => Verdict.NoData,
        _ when _listening?.Contains(reading.Type) == false => Verdict.NobodyListens,
        _ => Verdict.NotYetKnown,
    };

    private static bool IsOfConnection(FeedItemKind kind) => kind
        is FeedItemKind.Connecting or FeedItemKind.Open or FeedItemKind.Event or FeedItemKind.Skipped or FeedItemKind.Lost
        or FeedItemKind.Reconnecting or FeedItemKind.Failed or FeedItemKind.Closed;

    private void AddToBurst(WireFrame frame)
    {
        Version++;
        if (SideOf(frame.Connection) is not { } side)
            return;
        if (side.AddToBurst(NextNumber, frame, VerdictOf))
            MatchLater(side);
    }

    private void MatchLater(WireSide side)
    {
        if (_connections.FindLast(connection => connection.Wire == side) is { } connection)
            _toMatch.Add(connection);
        else // everything before it may have been missed
            Pair();
        Count();
    }

    private void MatchAdded()
    {
        foreach (var connection in _toMatch)
            connection.Match(NextNumber);
        _toMatch.Clear();
    }

    private long NextNumber() => ++_number;
}
