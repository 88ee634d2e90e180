using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Streams;
using StackExchange.Redis;

namespace SseDashboard.Hosts;

/// <summary>Measures what this host holds, and how far it is behind the log.</summary>
internal sealed class HostMeter(
    HostKeys keys,
    BroadcastChannels channels,
    ConnectionRegistry streams,
    CircuitPlaces pages,
    Microsoft.AspNetCore.Hosting.Server.IServer server,
    IOptions<HostsOptions> options,
    TimeProvider clock)
{
    private readonly long _startedAt = clock.GetTimestamp();

    /// <summary>Takes a report.</summary>
    public async Task<HostReport> MeasureAsync(IDatabase redis, CancellationToken stopping)
    {
        // The host holds nothing of a channel without an epoch and listeners.
        BroadcastChannel[] held = [.. channels.Channels.Where(channel => channel.Subscribers > 0 || channel.Epoch.Length > 0)];
        var reported = held.OrderByDescending(channel => channel.Subscribers).Take(options.Value.MaxChannels);
        return new(
            options.Value.Name ?? Environment.MachineName,
            Address(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? ""),
            clock.GetElapsedTime(_startedAt),
            streams.Count,
            pages.Connected,
            await Task.WhenAll(reported.Select(channel => MeasureAsync(redis, channel, stopping))),
            Math.Max(0, held.Length - options.Value.MaxChannels));
    }

    /// <summary>An address that other machines can open: the machine's name in place of "all interfaces".</summary>
    public static string Address(string listening) => listening
        .Replace("//[::]", $"//{Environment.MachineName}", StringComparison.Ordinal)
        .Replace("//0.0.0.0", $"//{Environment.MachineName}", StringComparison.Ordinal);

    private async Task<ChannelReport> MeasureAsync(IDatabase redis, BroadcastChannel channel, CancellationToken stopping)
    {
        var state = await redis.HashGetAsync(keys.StateOf(channel.Name), ["epoch", "seq"], CommandFlags.DemandMaster)
            .WaitAsync(options.Value.ForgetAfter, clock, stopping);
        var log = ((string?)state[0] ?? "", (long?)state[1] ?? 0);
        // Read after the answer, so that an event received in the meantime does not count as lag.
        var held = (channel.Epoch, channel.Head);
        return new(channel.Name, channel.Subscribers, held.Head, ChannelReport.LagOf(held, log));
    }
}
