namespace SseDashboard.Hosts;

/// <summary>What this host knows of all hosts on the same Redis.</summary>
/// <param name="All">The hosts that have reported lately, by name and address. Empty before the first answer, and while Redis has trouble.</param>
/// <param name="Trouble">Why they are not known, and what to do; <see langword="null"/> if nothing is wrong.</param>
/// <param name="IsCrowded">Whether this host is not listed because <see cref="HostsOptions.MaxHosts"/> others are.</param>
public sealed record HostsNow(IReadOnlyList<KnownHost> All, string? Trouble, bool IsCrowded)
{
    /// <summary>The listeners of a channel on all hosts.</summary>
    public long Listeners(string channel) => All.Sum(host => (long)(host.Of(channel)?.Listeners ?? 0));
}

/// <summary>A host that has reported.</summary>
/// <param name="Id">Different for each start of a host.</param>
/// <param name="IsThis">Whether it is this host.</param>
/// <param name="Silence">The time since its last report.</param>
/// <param name="Report">Its last report; <see langword="null"/> if this version cannot read it.</param>
public sealed record KnownHost(string Id, bool IsThis, TimeSpan Silence, HostReport? Report)
{
    /// <summary>Whether its next report is overdue.</summary>
    public bool IsLate { get; init; }

    /// <summary>What it holds of a channel, as far as it has reported it.</summary>
    public ChannelReport? Of(string channel) => Report?.Channels.FirstOrDefault(report => report.Name == channel);
}
