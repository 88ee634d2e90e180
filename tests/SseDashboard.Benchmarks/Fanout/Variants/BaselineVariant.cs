using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>
/// The idiomatic way: <c>TypedResults.ServerSentEvents</c> over a bounded channel per subscriber, whose writer waits while it is
/// full.
/// </summary>
internal sealed class BaselineVariant : IVariant
{
    private const int Capacity = 256;

    private readonly Lock _lock = new();
    private Channel<SseItem<string>>[] _subscribers = [];
    private long _sequence;

    public void AddServices(IServiceCollection services)
    {
    }

    public void Map(WebApplication app) =>
        app.MapGet("/events", (CancellationToken left) => TypedResults.ServerSentEvents(SubscribeAsync(left)));

    public async ValueTask PublishAsync(string data)
    {
        // The same id length as ours.
        string id = string.Create(CultureInfo.InvariantCulture, $"5f0a1b2c-{++_sequence}");
        var item = new SseItem<string>(data) { EventId = id };
        foreach (var subscriber in Volatile.Read(ref _subscribers))
        {
            if (!subscriber.Writer.TryWrite(item))
                await subscriber.Writer.WriteAsync(item);
        }
    }

    public long Saturate(TimeSpan time) => SaturateAsync(time).GetAwaiter().GetResult();

    private async Task<long> SaturateAsync(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        long published = 0;
        for (; published % 64 != 0 || watch.Elapsed < time; published++)
            await PublishAsync(Payload.Plain);
        return published;
    }

    private async IAsyncEnumerable<SseItem<string>> SubscribeAsync([EnumeratorCancellation] CancellationToken left)
    {
        var channel = Channel.CreateBounded<SseItem<string>>(new BoundedChannelOptions(Capacity) { SingleReader = true });
        lock (_lock)
            _subscribers = [.. _subscribers, channel];
        // The framework sends the headers only with the first event, and the clients wait for them.
        yield return new("open");
        await foreach (var item in channel.Reader.ReadAllAsync(left))
            yield return item;
    }
}
