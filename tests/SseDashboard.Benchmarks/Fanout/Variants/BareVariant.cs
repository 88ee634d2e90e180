using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Streams;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>
/// The minimum that a server can do: one thread writes the same bytes to each response. It has no registry, bounds, heartbeats,
/// history or end, and ignores slow clients, so it shows what a delivery costs in Kestrel and the kernel alone, and by
/// comparison what those features cost.
/// </summary>
internal sealed class BareVariant : IVariant
{
    private readonly Lock _lock = new();
    private readonly object _signal = new();
    private readonly Queue<byte[]> _events = new();
    private HttpResponse[] _subscribers = [];
    private long _sequence;

    public void AddServices(IServiceCollection services) => services.AddInlineSocketScheduling();

    public void Map(WebApplication app)
    {
        new Thread(Pump) { IsBackground = true }.Start();
        app.MapGet("/events", SubscribeAsync);
    }

    public ValueTask PublishAsync(string data)
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"id: 5f0a1b2c-{++_sequence}\ndata: {data}\n\n");
        lock (_signal)
        {
            _events.Enqueue(bytes);
            Monitor.Pulse(_signal);
        }

        return default;
    }

    public long Saturate(TimeSpan time) => throw new NotSupportedException("This variant cannot detect slow clients.");

    private async Task SubscribeAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Features.Get<IHttpMinResponseDataRateFeature>()!.MinDataRate = null;
        await context.Response.Body.FlushAsync();
        lock (_lock)
            _subscribers = [.. _subscribers, context.Response];
        var left = new TaskCompletionSource();
        using (context.RequestAborted.Register(left.SetResult))
            await left.Task;
    }

    private void Pump()
    {
        while (true)
        {
            byte[] next;
            lock (_signal)
            {
                while (!_events.TryDequeue(out next!))
                    Monitor.Wait(_signal);
            }

            foreach (var subscriber in Volatile.Read(ref _subscribers))
                _ = subscriber.BodyWriter.WriteAsync(next).Preserve();
        }
    }
}
