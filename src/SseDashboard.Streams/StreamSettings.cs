using System.Runtime.CompilerServices;

namespace SseDashboard.Streams;

/// <summary>
/// What one stream does otherwise than <see cref="StreamOptions"/> says; <see langword="null"/> takes the option.
/// </summary>
public sealed record StreamSettings
{
    /// <summary>The idle interval after which a heartbeat is written; <see cref="TimeSpan.Zero"/> for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? Heartbeat
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The longest this stream lives, before the spread; <see cref="TimeSpan.Zero"/> for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? Lifetime
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The reconnection time sent at the start of the stream.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? Retry
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>
    /// Whether anyone may open this stream, for instance without the credentials that others need. All such streams together
    /// have no more than a share of the places (<see cref="StreamOptions.OpenShare"/>).
    /// </summary>
    public bool OpenToAnyone { get; init; }

    private static TimeSpan? NotNegative(TimeSpan? value, [CallerMemberName] string name = "") => value < TimeSpan.Zero
        ? throw new ArgumentOutOfRangeException(name, value, $"{name} cannot be negative. Use a time of zero or more, or null for the option.")
        : value;
}
