using System.Globalization;

namespace SseDashboard.Hosts;

/// <summary>What is known of a host, in words.</summary>
internal static class HostWords
{
    /// <summary>When a host reported: <c>now</c>, <c>3 s ago</c>.</summary>
    public static string LastReport(KnownHost host) =>
        host.IsLate ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(host.Silence.TotalSeconds):N0} s ago") : "now";

    /// <summary>A channel's listeners on a host.</summary>
    public static string Listeners(KnownHost host, string channel) => (host.Of(channel), host.Report) switch
    {
        ({ } held, _) => held.Listeners.ToString("N0", CultureInfo.InvariantCulture),
        // It may be among those that are left out.
        (null, null or { OtherChannels: > 0 }) => "unknown",
        _ => "0",
    };
}
