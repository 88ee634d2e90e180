namespace SseDashboard.Streams;

/// <summary>
/// The bounds and intervals of all event streams of a host. They are bound from the configuration section <c>Streams</c>, then
/// changed by the callback of <c>AddServerSentEvents</c>. A value out of range stops the start with a message that names the key.
/// </summary>
public sealed class StreamOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Streams";

    /// <summary>
    /// An idle stream gets a comment after this long; zero turns heartbeats off. 15 s is what the HTML standard's authoring
    /// notes advise (section 9.2.7), and well below the 60 s after which common proxies cut an idle connection.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The longest a stream lives before its client has to reconnect and resume; zero for no limit. An hour lets a
    /// deployment or a rebalancing take effect, and costs a client one reconnect.
    /// </summary>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How much earlier than <see cref="MaxLifetime"/> a stream may end, as a fraction of it, drawn for each stream. A fifth
    /// spreads the reconnects of streams that were opened together over twelve minutes of an hour.
    /// </summary>
    public double LifetimeJitter { get; set; } = 0.2;

    /// <summary>
    /// A client that reads nothing for this long is disconnected. 20 s outlasts a train in a tunnel but not a client that has
    /// stopped reading, which holds some 150 KB of buffers.
    /// </summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The reconnection time sent as <c>retry</c> at the start of each stream; none by default, which leaves the client its own
    /// (3 s in Chromium).
    /// </summary>
    public TimeSpan? ReconnectionInterval { get; set; }

    /// <summary>
    /// How often one timer checks all connections; heartbeats, lifetimes and write timeouts are exact to this. A quarter of a
    /// second is finer than any of them needs, and checking ten thousand connections takes about a millisecond.
    /// </summary>
    public TimeSpan ClockInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The most streams open at once. Ten thousand cost about 120 MB. A host may lower the default to what its process can hold.
    /// </summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>
    /// The most streams open at once from one address (for IPv6, one /64 network). High enough for a class behind one
    /// router and for a reconnect storm staged on one machine, low enough that no single address takes every connection.
    /// </summary>
    public int MaxConnectionsPerAddress { get; set; } = 2_000;

    /// <summary>
    /// The fraction of <see cref="MaxConnections"/>, and of <see cref="MaxConnectionsPerAddress"/>, that public streams
    /// (<see cref="StreamSettings.IsPublic"/>) may take; 1 for no separate limit. Half: a flood of anonymous clients leaves the
    /// other half to everyone else, also behind an address that both share.
    /// </summary>
    public double MaxPublicShare { get; set; } = 0.5;

    /// <summary>The <c>Retry-After</c> of a refusal, rounded up to whole seconds: long enough for a connection to become free.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many frames a producer may be ahead of its client before it has to wait.</summary>
    public int MaxQueuedFrames { get; set; } = 64;

    /// <summary>
    /// How many bytes of frames a producer may be ahead of its client, or one frame if that is larger, before it has to wait.
    /// 64 KB, as much again as Kestrel buffers for a response: more would only add memory for each client that does not read.
    /// </summary>
    public int MaxQueuedBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// How long a request waits for its producer after its response has ended; the request's scoped services are disposed
    /// then. 2 s are ample for a producer that observes its token, and less than a host that shuts down usually allows.
    /// </summary>
    public TimeSpan ProducerTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The most events that a broadcast channel keeps for clients that resume: minutes of an ordinary stream.</summary>
    public int MaxHistoryEvents { get; set; } = 4_096;

    /// <summary>The most bytes of events that a broadcast channel keeps, so that large events cannot fill the memory.</summary>
    public int MaxHistoryBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest event that a broadcast takes, in bytes on the wire. Send a link to anything larger.</summary>
    public int MaxEventBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// How many idempotency keys a channel remembers at least; twice as many at most. 10,000 keys of the length of a UUID take
    /// 2 MB, and cover a minute's retries at 150 publications/s.
    /// </summary>
    public int MaxIdempotencyKeys { get; set; } = 10_000;

    /// <summary>The most broadcast channels at once: with <see cref="MaxHistoryBytes"/> each, 256 MB at worst.</summary>
    public int MaxChannels { get; set; } = 64;

    /// <summary>
    /// The threads that write broadcasts. One for two processors measured best: writing is bound by system calls, and the
    /// other processor does the kernel's and the clients' half of the work.
    /// </summary>
    public int BroadcastThreads { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>The most watchers of the wire tap at once; each page that watches a stream is one.</summary>
    public int MaxWatchers { get; set; } = 256;

    /// <summary>
    /// The most records queued for a watcher; those beyond are counted and reported to it. Twice the history of a broadcast, so
    /// that a client that resumes sees everything that is replayed.
    /// </summary>
    public int MaxWatcherRecords { get; set; } = 8_192;

    /// <summary>
    /// The most bytes of frames and headers queued for a watcher, so that large events cannot fill the memory: with
    /// <see cref="MaxWatchers"/> of them, 256 MB at worst.
    /// </summary>
    public int MaxWatcherBytes { get; set; } = 1024 * 1024;
}
