using System.Globalization;

namespace SseDashboard.Hosts;

/// <summary>What is known of a host, in words.</summary>
internal static class HostWords
{
    // Twice the interval of the reports: one may be late.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    /// <summary>Whether a host's last report is older than usual.</summary>
    public static bool IsLate(TimeSpan silence) => silence >= Late;

    /// <summary>When a host reported: <c>now</c>, <c>3 s ago</c>.</summary>
    public static string LastReport(TimeSpan silence) =>
        IsLate(silence) ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(silence.TotalSeconds):N0} s ago") : "now";

    /// <summary>A channel's listeners on a host.</summary>
    public static string Listeners(KnownHost host, string channel) => (host.Of(channel), host.Report) switch
    {
        ({ } held, _) => held.Listeners.ToString("N0", CultureInfo.InvariantCulture),
        // It may be among those that are left out.
        (null, null or { OtherChannels: > 0 }) => "unknown",
        _ => "0",
    };
}
