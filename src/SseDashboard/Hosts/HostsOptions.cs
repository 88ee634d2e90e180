using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Hosts;

/// <summary>How hosts on the same Redis know of each other; the configuration section <c>Hosts</c>.</summary>
internal sealed class HostsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Hosts";

    /// <summary>The name under which the pages show this host; by default the machine's.</summary>
    [StringLength(64)]
    public string? Name { get; init; }

    /// <summary>The time between two reports. A second is as fast as people read a table, for one small script.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "Must be {1} to {2} (hh:mm:ss).")]
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after its last report a host is forgotten: five reports may be late before a host seems to be gone.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Must be {1} to {2} (hh:mm:ss).")]
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most hosts that report. Each host reads every report, so a second costs at most 64 times 64 of them.</summary>
    [Range(1, 1_000)]
    public int MaxHosts { get; init; } = 64;

    /// <summary>The most channels in a report, those with the most listeners first. Each takes about 150 bytes.</summary>
    [Range(1, 1_000)]
    public int MaxChannels { get; init; } = 50;

    /// <summary>
    /// The most data protection keys that are read. One is made every 90 days, and one by each host that starts while Redis is
    /// away; a key takes a kilobyte.
    /// </summary>
    [Range(10, 10_000)]
    public int MaxKeys { get; init; } = 1_000;
}
