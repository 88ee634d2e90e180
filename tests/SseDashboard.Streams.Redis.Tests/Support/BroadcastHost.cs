using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>A host on a real socket that serves broadcasts, with its log in memory or in Redis.</summary>
internal sealed class BroadcastHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BroadcastHost(WebApplication app) => _app = app;

    public BroadcastChannels Channels => _app.Services.GetRequiredService<BroadcastChannels>();

    public IServiceProvider Services => _app.Services;

    public Uri Uri => new(_app.Urls.First());

    /// <summary>Starts a host.</summary>
    /// <param name="redis">The connection string; none for a log in memory.</param>
    /// <param name="settings">Configuration keys and values.</param>
    public static async Task<BroadcastHost> StartAsync(string? redis, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection([new("Streams:MaxConnectionsPerAddress", "10000")]);
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.Services.AddRoutingCore().AddServerSentEvents();
        if (redis is not null)
            builder.Services.AddRedis(redis);
        var app = builder.Build();
        app.UseRouting();
        app.MapBroadcast("/{channel}");
        app.UseEndpoints(_ => { });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    /// <summary>The instruments of this host.</summary>
    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    /// <summary>Publishes, by default to the channel that the tests listen to.</summary>
    public async Task<string> PublishAsync(string data, string? key = null, string channel = Listener.Channel)
    {
        using var lease = Channels.Open(channel)!;
        return await lease.Channel.PublishAsync(new() { Data = data }, key, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
