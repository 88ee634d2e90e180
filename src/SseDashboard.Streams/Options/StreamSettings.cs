using System.Runtime.CompilerServices;

namespace SseDashboard.Streams;

/// <summary>Overrides <see cref="StreamOptions"/> for one stream; <see langword="null"/> takes the option.</summary>
public sealed record StreamSettings
{
    /// <summary>The idle time after which a heartbeat is written; <see cref="TimeSpan.Zero"/> for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan? HeartbeatInterval
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The longest this stream lives, before <see cref="StreamOptions.LifetimeJitter"/>; <see cref="TimeSpan.Zero"/> for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan? MaxLifetime
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The reconnection time sent at the start of the stream.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan? ReconnectionInterval
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>
    /// Whether anyone may open this stream, without the credentials that other streams need. All public streams together get
    /// <see cref="StreamOptions.MaxPublicShare"/> of the connections.
    /// </summary>
    public bool IsPublic { get; init; }

    /// <summary>
    /// Whether the stream has its source's frames alone: no heartbeat and no reconnection time, whatever the options and the
    /// other settings say. For recorded streams, whose bytes must arrive unchanged.
    /// </summary>
    public bool IsVerbatim { get; init; }

    private static TimeSpan? NotNegative(TimeSpan? value, [CallerMemberName] string name = "") => value < TimeSpan.Zero
        ? throw new ArgumentOutOfRangeException(name, value, $"{name} cannot be negative. Use a time of zero or more, or null for the option.")
        : value;
}
