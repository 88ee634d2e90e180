using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Streams;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>Ours: one channel configured as in the application, with its registry, bounds, heartbeats and wire tap.</summary>
internal sealed class BroadcastVariant : IVariant
{
    // The publisher's maximum lead over the slowest client, so that none falls out of the history.
    private const int MostLag = History / 2;
    private const int History = 65_536;
    private const int Batch = 256;

    private BroadcastChannel _channel = null!;
    private ConnectionRegistry _registry = null!;

    public static Dictionary<string, string?> Options { get; } = new()
    {
        ["Streams:MaxConnections"] = "20000",
        ["Streams:MaxConnectionsPerAddress"] = "20000",
        ["Streams:MaxHistoryEvents"] = $"{History}",
        ["Streams:MaxHistoryBytes"] = $"{16 * 1024 * 1024}",
    };

    public void AddServices(IServiceCollection services) => services.AddServerSentEvents().AddInlineSocketScheduling();

    public void Map(WebApplication app)
    {
        _registry = app.Services.GetRequiredService<ConnectionRegistry>();
        _channel = app.Services.GetRequiredService<BroadcastChannels>().Open("bench")!.Channel;
        app.MapGet("/events", () => EventStream.From(_channel));
    }

    public async ValueTask PublishAsync(string data) => await _channel.PublishAsync(new() { Data = data });

    public long Saturate(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        long published = 0;
        var batch = new ServerSentEvent[Batch];
        Array.Fill(batch, new() { Data = Payload.Plain });
        while (watch.Elapsed < time)
        {
            _channel.PublishAllAsync(batch).AsTask().Wait();
            published += Batch;
            var wait = default(SpinWait);
            while (_registry.Snapshot().Max(connection => connection.Lag) > MostLag)
                wait.SpinOnce();
        }

        return published;
    }
}
