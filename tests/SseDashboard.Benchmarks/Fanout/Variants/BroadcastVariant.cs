using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Streams;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>Ours: one channel configured as in the application, with its registry, bounds, heartbeats and wire tap.</summary>
/// <param name="redis">The address of the Redis that has the log; none for a log in memory.</param>
internal sealed class BroadcastVariant(string? redis) : IVariant
{
    private const int History = 65_536;
    private const int Batch = 256;

    // So that a log in another process never waits for the next batch.
    private const int BatchesUnderWay = 8;

    // How many single publications are on the way at once.
    private const int Window = 1_024;

    private BroadcastChannel _channel = null!;
    private ConnectionRegistry _registry = null!;

    public static Dictionary<string, string?> Options { get; } = new()
    {
        ["Streams:MaxConnections"] = "20000",
        ["Streams:MaxConnectionsPerAddress"] = "20000",
        ["Streams:MaxHistoryEvents"] = $"{History}",
        ["Streams:MaxHistoryBytes"] = $"{16 * 1024 * 1024}",
    };

    // The publisher's maximum lead over the slowest client, so that none falls out of the history. Of two hosts, each knows only its
    // own clients, so its lead is half as long.
    private int MostLag => redis is null ? History / 2 : History / 4;

    public void AddServices(IServiceCollection services)
    {
        services.AddServerSentEvents().AddInlineSocketScheduling();
        if (redis is not null)
            services.AddRedis(redis);
    }

    public void Map(WebApplication app)
    {
        _registry = app.Services.GetRequiredService<ConnectionRegistry>();
        _channel = app.Services.GetRequiredService<BroadcastChannels>().Open("bench")!.Channel;
        app.MapGet("/events", () => EventStream.From(_channel));
        app.MapPost(Posts.Path, async (HttpContext context) =>
        {
            using var body = new StreamReader(context.Request.Body);
            await PublishAsync(await body.ReadToEndAsync());
        });
    }

    public async ValueTask PublishAsync(string data) => await _channel.PublishAsync(new() { Data = data });

    public long Saturate(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        long published = 0;
        var batch = new ServerSentEvent[Batch];
        Array.Fill(batch, new() { Data = Payload.Plain });
        var underWay = new Queue<Task>();
        while (watch.Elapsed < time)
        {
            if (underWay.Count == BatchesUnderWay)
                underWay.Dequeue().Wait();
            underWay.Enqueue(_channel.PublishAllAsync(batch).AsTask());
            published += Batch;
            var wait = default(SpinWait);
            while (_registry.Snapshot().Max(connection => connection.Lag) > MostLag)
                wait.SpinOnce();
        }

        Task.WaitAll(underWay);
        return published;
    }

    public long Pipeline(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        long published = 0;
        Task.WhenAll(Enumerable.Range(0, Window).Select(_ => PublishUntilAsync())).Wait();
        return published;

        async Task PublishUntilAsync()
        {
            // Never all in one go, should each be answered at once.
            await Task.Yield();
            for (; watch.Elapsed < time; Interlocked.Increment(ref published))
                await PublishAsync(Payload.Plain);
        }
    }
}
