namespace SseDashboard.Streams;

/// <summary>
/// How hosts share their broadcasts through Redis. Bound from the configuration section <c>Broadcast</c>; a value out of range
/// stops the start with a message that names the key. The history is bounded by <see cref="StreamOptions"/>, as in memory.
/// </summary>
public sealed class RedisBroadcastOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Broadcast";

    /// <summary>
    /// The connection string, in the format of StackExchange.Redis: <c>localhost:6379,password=…</c>; several addresses for a
    /// Cluster or a primary with replicas, <c>serviceName=…</c> for Sentinel.
    /// </summary>
    public string Redis { get; set; } = "";

    /// <summary>What the keys and Pub/Sub channels begin with. Hosts with the same prefix share their broadcasts.</summary>
    public string KeyPrefix { get; set; } = "sse:";

    /// <summary>
    /// How long Redis keeps an event; a host keeps what it holds until its last listener has left. A day outlasts a night of a closed laptop, and lets the keys of unused channels
    /// disappear.
    /// </summary>
    public TimeSpan MaxHistoryAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long a publication waits for Redis, retries included, before it fails; up to twice as long if it waits for another that fails.
    /// 5 s outlast a network hiccup, and are less than the patience of most HTTP clients.
    /// </summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The <c>Retry-After</c> of a publication that failed: about what Sentinel or a restart needs.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a host asks for events that Pub/Sub did not deliver, for each channel with subscribers. A second: what is lost on
    /// the way is late by that much at most, for one small command.
    /// </summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a host keeps a channel's history after its last subscriber has left: long enough for a browser that reconnects.
    /// </summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most publications of this host that wait for Redis; more are refused. At 20,000 a second, half a second's worth.
    /// </summary>
    public int MaxPendingPublications { get; set; } = 10_000;

    /// <summary>The most bytes of those publications: a thousand events of the largest size that is allowed by default.</summary>
    public int MaxPendingBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// The most events of a channel that wait to enter this host's history; more are dropped and read from the log. As many as
    /// the history holds by default.
    /// </summary>
    public int MaxQueuedMessages { get; set; } = 4_096;

    /// <summary>The most bytes of those events: as many as the history holds by default.</summary>
    public int MaxQueuedBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// How many replicas must have an event before its publication succeeds (<c>WAIT</c>). None by default: an event that was
    /// accepted can then be lost when a replica is promoted; its clients then get a <c>gap</c>.
    /// </summary>
    public int Replicas { get; set; }

    /// <summary>How long to wait for the replicas. A second is ample on a local network.</summary>
    public TimeSpan ReplicaTimeout { get; set; } = TimeSpan.FromSeconds(1);
}
