using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams.Tests;

public class EnumerableStreamTests
{
    [Fact]
    public async Task Events_OfASequence_AreWrittenAndEndTheStream()
    {
        await using var host = await HostAsync(() => EventStream.From(Three()));
        await using var client = await host.OpenAsync();
        Assert.Equal("id: 1\nevent: tick\ndata: one\n\nretry: 50\n\ndata: a\ndata: b\n\n", await client.ToEndAsync());
        await Wait.UntilAsync(() => host.Registry.Totals.Ended[StreamEnd.Completed] == 1, "the end is counted");

        static async IAsyncEnumerable<ServerSentEvent> Three()
        {
            yield return new() { Id = "1", Type = "tick", Data = "one" };
            await Task.Yield();
            yield return new() { Retry = TimeSpan.FromMilliseconds(50) };
            yield return new() { Data = "a\nb" };
        }
    }

    [Fact]
    public async Task Items_OfAnyType_AreWrittenAsTheFrameworkDoes()
    {
        await using var host = await StreamHost.MapAsync(
            (_, routes) =>
            {
                // The application's own JSON options.
                routes.ServiceProvider.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions.PropertyNamingPolicy =
                    System.Text.Json.JsonNamingPolicy.SnakeCaseLower;
                routes.MapGet("/text", () => EventStream.From(One(new SseItem<string>("plain \"text\"", "note") { EventId = "7", ReconnectionInterval = TimeSpan.FromSeconds(1) })));
                routes.MapGet("/json", () => EventStream.From(One(new SseItem<Place>(new(1, "Nice")))));
                routes.MapGet("/derived", () => EventStream.From(One(new SseItem<object>(new Place(1, "Nice")))));
                routes.MapGet("/number", () => EventStream.From(One(new SseItem<int?>(5))));
                routes.MapGet("/bytes", () => EventStream.From(One(new SseItem<byte[]>("é"u8.ToArray()))));
                routes.MapGet("/null", () => EventStream.From(One(new SseItem<string?>(null))));
            },
            []);
        await ExpectAsync("/text", "id: 7\nevent: note\nretry: 1000\ndata: plain \"text\"\n\n");
        await ExpectAsync("/json", "data: {\"place_id\":1,\"town\":\"Nice\"}\n\n");
        await ExpectAsync("/derived", "data: {\"place_id\":1,\"town\":\"Nice\"}\n\n");
        await ExpectAsync("/number", "data: 5\n\n");
        await ExpectAsync("/bytes", "data: é\n\n");
        await ExpectAsync("/null", "data: \n\n");

        async Task ExpectAsync(string path, string body)
        {
            await using var client = await host.OpenAsync(path);
            Assert.Equal(body, await client.ToEndAsync());
        }
    }

    [Fact]
    public async Task Sequence_WithoutItsFirstEvent_HasSentTheHeadersAndSendsHeartbeats()
    {
        await using var host = await HostAsync(() => EventStream.From(Silent(new(), new())));
        await using var client = await host.OpenAsync();
        Assert.Equal(200, client.Status);
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(": heartbeat\n\n", await client.UntilAsync("\n\n"));
    }

    [Fact]
    public async Task Sequence_ClientLeaves_IsCancelledAndDisposed()
    {
        TaskCompletionSource started = new(), disposed = new();
        await using var host = await HostAsync(() => EventStream.From(Silent(started, disposed)));
        await using (await host.OpenAsync())
            await Wait.ForAsync(started.Task, "the sequence starts");
        await Wait.ForAsync(disposed.Task, "the sequence is disposed");
    }

    [Fact]
    public async Task Sequence_Throws_IsLoggedAndEndsTheStreamAfterItsEvents()
    {
        await using var host = await HostAsync(() => EventStream.From(Broken()));
        await using var client = await host.OpenAsync();
        Assert.Equal("data: one\n\n", await client.ToEndAsync());
        await Wait.UntilAsync(() => host.Registry.Totals.Ended[StreamEnd.Failed] == 1, "the failure is counted");
        Assert.Equal("broken", Assert.Single(host.Log).Error!.Message);

        static async IAsyncEnumerable<ServerSentEvent> Broken()
        {
            yield return new() { Data = "one" };
            await Task.Yield();
            throw new InvalidOperationException("broken");
        }
    }

    private static Task<StreamHost> HostAsync(Func<EventStreamResult> result) =>
        StreamHost.MapAsync((_, routes) => routes.MapGet("/", result), []);

    private static async IAsyncEnumerable<T> One<T>(T item)
    {
        await Task.Yield();
        yield return item;
    }

    private static async IAsyncEnumerable<SseItem<string>> Silent(
        TaskCompletionSource started, TaskCompletionSource disposed, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            started.SetResult();
            await Task.Delay(-1, cancellationToken);
            yield break;
        }
        finally
        {
            disposed.SetResult();
        }
    }

    private sealed record Place(int PlaceId, string Town);
}
