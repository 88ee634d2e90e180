using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Labs;

/// <summary>The bounds of the faulty streams at addresses that do not name the fault; the configuration section <c>BrokenLab</c>.</summary>
internal sealed class BrokenLabOptions
{
    /// <summary>
    /// The most addresses, of about 200 bytes each. A lesson's page has nine, and as many pages may be open or waiting to reconnect
    /// by default (<c>Circuits:Max</c>, <c>Circuits:MaxDisconnected</c>). A new address beyond that replaces the one that has not
    /// been used for longest.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxAddresses { get; init; } = 2_700;

    /// <summary>How long an address exists without being used, in minutes: a puzzle takes a few, and a class may have a break.</summary>
    [Range(1, 1_440)]
    public int MaxIdleMinutes { get; init; } = 120;
}
