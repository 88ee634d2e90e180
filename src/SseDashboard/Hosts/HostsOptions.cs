using System.ComponentModel.DataAnnotations;

namespace SseDashboard.Hosts;

/// <summary>How hosts on the same Redis know of each other; the configuration section <c>Hosts</c>.</summary>
internal sealed class HostsOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Hosts";

    /// <summary>The name under which the pages show this host; by default the machine's.</summary>
    [StringLength(64)]
    public string? Name { get; init; }

    /// <summary>The time between two reports. A second is as fast as people read a table, for one small script.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "Must be {1} to {2} (hh:mm:ss).")]
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long after its last report a host is forgotten, at least twice <see cref="ReportInterval"/>. With the defaults, five
    /// reports in a row must be missing.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:10:00", ErrorMessage = "Must be {1} to {2} (hh:mm:ss).")]
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The most hosts that report. Each reads every report in every interval: 32 hosts with full reports read 3 MB a second from
    /// Redis in all.
    /// </summary>
    [Range(1, 1_000)]
    public int MaxHosts { get; init; } = 32;

    /// <summary>
    /// The most channels in a report, those with the most listeners first. Each takes 150 bytes at most, and a host one small
    /// command for each report.
    /// </summary>
    [Range(1, 1_000)]
    public int MaxChannels { get; init; } = 20;

    /// <summary>
    /// The most data protection keys that are read. One is made every 90 days, and one by each host that starts while Redis is
    /// away; a key takes a kilobyte.
    /// </summary>
    [Range(10, 10_000)]
    public int MaxKeys { get; init; } = 1_000;

    /// <summary>Checks the times against each other.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ForgetAfter < 2 * ReportInterval)
        {
            yield return new(
                $"Must be at least twice Hosts:ReportInterval ({ReportInterval:c}), or healthy hosts are forgotten.", [nameof(ForgetAfter)]);
        }
    }
}
