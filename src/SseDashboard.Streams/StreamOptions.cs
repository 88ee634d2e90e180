namespace SseDashboard.Streams;

/// <summary>
/// Every bound of the event streams, bound from the configuration section <c>Streams</c>. A value out of range stops the
/// start of the host with a message that names the key.
/// </summary>
public sealed record StreamOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Streams";

    /// <summary>
    /// A stream idle for this long gets a comment; zero turns heartbeats off. 15 s is what the HTML standard's authoring
    /// notes advise (section 9.2.7), and well below the 60 s after which common proxies cut an idle connection.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The longest a stream lives before its client has to reconnect and resume; zero for no limit. An hour lets a
    /// deployment or a change of balance take effect, and costs a client one reconnect.
    /// </summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How much earlier than <see cref="Lifetime"/> a stream may end, as a fraction of it, drawn for each stream. A fifth
    /// spreads the reconnects of streams that were opened together over twelve minutes of an hour.
    /// </summary>
    public double LifetimeSpread { get; init; } = 0.2;

    /// <summary>
    /// A client that takes nothing for this long is cut off. 20 s outlasts a train in a tunnel but not a client that has
    /// stopped reading, which holds some 150 KB of buffers.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The reconnection time sent at the start of each stream; none by default, which leaves the client its own (3 s in
    /// Chromium).
    /// </summary>
    public TimeSpan? Retry { get; init; }

    /// <summary>
    /// How often the one clock looks at all connections; every time above is exact to this. A quarter of a second is below
    /// what any of them needs, and a look at ten thousand connections takes about a millisecond.
    /// </summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The most streams open at once. Ten thousand cost about 120 MB. A host may lower the default to what its process can hold.
    /// </summary>
    public int Connections { get; set; } = 10_000;

    /// <summary>
    /// The most streams open at once from one address (for IPv6, one /64 network). High enough for a class behind one
    /// router and for a reconnect storm staged on one machine, low enough that no single address takes all places.
    /// </summary>
    public int ConnectionsPerAddress { get; init; } = 2_000;

    /// <summary>
    /// The share of <see cref="Connections"/>, and of <see cref="ConnectionsPerAddress"/>, that streams which anyone may open
    /// (<see cref="StreamSettings.OpenToAnyone"/>) can take, as a fraction; 1 for no limit of their own. Half: however many
    /// strangers come, the other half is left to all other streams, also behind an address that both share.
    /// </summary>
    public double OpenShare { get; init; } = 0.5;

    /// <summary>What <c>Retry-After</c> asks of a client that was refused: long enough for a place to become free.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many frames a scripted stream may be ahead of its client before its producer has to wait.</summary>
    public int FramesAhead { get; init; } = 64;

    /// <summary>
    /// How many bytes of frames a scripted stream may be ahead of its client, or one frame if that is larger, before its
    /// producer has to wait. 64 KB, as much again as Kestrel buffers for a response: more would only add memory for each
    /// client that does not read.
    /// </summary>
    public int BytesAhead { get; init; } = 64 * 1024;

    /// <summary>
    /// How long a request waits for its producer after its response has ended; what the request owns, such as its scoped
    /// services, is disposed then. 2 s are ample for a producer that observes its token, and less than a host that shuts
    /// down usually waits for its requests.
    /// </summary>
    public TimeSpan ProducerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most events that a broadcast channel keeps for those who resume: minutes of an ordinary stream.</summary>
    public int History { get; init; } = 4_096;

    /// <summary>The most bytes of events that a broadcast channel keeps, so that large events cannot fill the memory.</summary>
    public int HistoryBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The largest event a broadcast takes, in bytes on the wire. What is larger belongs behind a link.</summary>
    public int LargestEvent { get; init; } = 64 * 1024;

    /// <summary>The most broadcast channels at once: with <see cref="HistoryBytes"/> each, 256 MB at worst.</summary>
    public int Channels { get; init; } = 64;

    /// <summary>
    /// The threads that write broadcasts. One for two processors measured best: writing is bound by system calls, and the
    /// other processor has the kernel's and the clients' half of the work.
    /// </summary>
    public int Pumps { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>The most watchers of the wire at once; each page that looks at a stream is one.</summary>
    public int Watchers { get; init; } = 256;

    /// <summary>
    /// The most records that wait for a watcher; what it misses beyond that is counted and reported to it. Twice the history
    /// of a broadcast, so that whoever resumes sees all that is replayed.
    /// </summary>
    public int WatcherQueue { get; init; } = 8_192;

    /// <summary>
    /// The most bytes of frames and headers that wait for a watcher, so that large events cannot fill the memory: with
    /// <see cref="Watchers"/> of them, 256 MB at worst.
    /// </summary>
    public int WatcherBytes { get; init; } = 1024 * 1024;
}
