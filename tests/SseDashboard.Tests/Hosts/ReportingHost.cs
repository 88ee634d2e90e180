using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Hosts;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Hosts;

/// <summary>A host that uses Redis, and reports when the test moves its clock.</summary>
internal sealed class ReportingHost : IAsyncDisposable
{
    // No other timer of the host has this interval.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(450);

    private int _reports;

    public ReportingHost(string name, string redis, params (string Key, string Value)[] settings)
    {
        Host = new([
            ("Broadcast:Redis", redis), ("Hosts:Name", name), ("Hosts:ReportInterval", $"{Interval:c}"),
            // A host is forgotten only in the test of that.
            ("Hosts:ForgetAfter", "00:10:00"), ("Broadcast:CheckInterval", "00:01:00"), .. settings]);
        Client = Host.Connect();
    }

    public TestHost Host { get; }

    public HttpClient Client { get; }

    public HostsNow Known => Host.Services.GetRequiredService<SharedHosts>().Look()!;

    public IEnumerable<string?> Names => Known.All.Select(host => host.Report?.Name);

    public KnownHost this[string name] => Known.All.Single(host => host.Report?.Name == name);

    /// <summary>Starts a host and waits until it has reported to a Redis that is well.</summary>
    public static async Task<ReportingHost> StartAsync(string name, string redis, params (string Key, string Value)[] settings)
    {
        var host = new ReportingHost(name, redis, settings);
        await UntilAsync(() => host.Known is { Trouble: null, All.Count: > 0 }, $"the host {name} reports", host);
        return host;
    }

    /// <summary>Has the host report once more.</summary>
    public Task ReportAsync() => Host.Clock.AdvanceToAsync(++_reports * Interval);

    /// <summary>Has these hosts report until something is known.</summary>
    public static Task UntilAsync(Func<bool> condition, string what, params ReportingHost[] hosts) => Wait.UntilAsync(
        async () =>
        {
            if (condition())
                return true;
            foreach (var host in hosts)
                await host.ReportAsync();
            return false;
        },
        what);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
