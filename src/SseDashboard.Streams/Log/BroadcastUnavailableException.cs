namespace SseDashboard.Streams;

/// <summary>
/// The log that several hosts share did not accept or confirm an event. The message says why and what to do; streams that are
/// open stay open.
/// </summary>
public sealed class BroadcastUnavailableException : Exception
{
    internal BroadcastUnavailableException(string message, TimeSpan retryAfter, Exception? inner = null)
        : base(message, inner) => RetryAfter = retryAfter;

    /// <summary>When to try again, as a <c>Retry-After</c> (RFC 9110, section 10.2.3).</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>
    /// Whether the event may have been published nevertheless. Publish it again with the same idempotency key: it is then
    /// published once.
    /// </summary>
    public bool MayBePublished { get; internal init; }

    /// <summary>The id of an event that was published but not confirmed by as many replicas as asked for.</summary>
    public string? PublishedId { get; internal init; }
}
