namespace SseDashboard.Streams;

/// <summary>
/// What one stream does otherwise than <see cref="StreamOptions"/> says; <see langword="null"/> takes the option.
/// </summary>
public sealed record StreamSettings
{
    /// <summary>The idle interval after which a heartbeat is written; <see cref="TimeSpan.Zero"/> for none.</summary>
    public TimeSpan? Heartbeat { get; init; }

    /// <summary>The longest this stream lives, before the spread; <see cref="TimeSpan.Zero"/> for no limit.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The reconnection time sent at the start of the stream.</summary>
    public TimeSpan? Retry { get; init; }
}
