using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace SseDashboard.Streams.Tests;

public class EventStreamResultTests
{
    [Fact]
    public async Task Endpoint_WithAUnionOfResults_DescribesTheStreamAndItsRefusal()
    {
        EndpointDataSource? mapped = null;
        await using var host = await StreamHost.MapAsync(
            (_, routes) =>
            {
                routes.MapGet("/{found}", Results<EventStreamResult, NotFound> (bool found) =>
                    found ? EventStream.From((_, _) => Task.CompletedTask) : TypedResults.NotFound());
                mapped = routes.DataSources.Single();
            },
            []);
        var metadata = mapped!.Endpoints.Single().Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>();
        Assert.Equal(
            [(200, "text/event-stream"), (503, "application/problem+json"), (404, null)],
            metadata.Select(response => (response.StatusCode, response.ContentTypes.SingleOrDefault())));
        await using var stream = await host.OpenAsync("/true");
        await using var none = await host.OpenAsync("/false");
        Assert.Equal((200, 404), (stream.Status, none.Status));
    }

    [Fact]
    public async Task Source_OfAnApplication_IsWrittenWhenItWakesItsConnection()
    {
        var source = new Countdown(3);
        await using var host = await StreamHost.MapAsync((_, routes) => routes.MapGet("/", () => EventStream.From(source)), []);
        await using var client = await host.OpenAsync();
        Assert.Equal("", client.Body);
        source.Start();
        Assert.Equal("data: 3\n\ndata: 2\n\ndata: 1\n\n", await client.ToEndAsync());
        await Wait.UntilAsync(() => host.Registry.Totals.Ended[StreamEnd.Completed] == 1, "the end is counted");
        Assert.True(source.IsDetached);
    }

    private sealed class Countdown(int left) : FrameSource
    {
        private StreamConnection? _connection;
        private volatile bool _started;

        public bool IsDetached { get; private set; }

        public override string? LastEventId => null;

        public void Start()
        {
            _started = true;
            _connection!.Wake();
        }

        public override void Attach(StreamConnection connection) => _connection = connection;

        public override bool Write(StreamConnection connection)
        {
            if (!_started)
                return false;
            if (left == 0)
            {
                connection.Complete();
                return false;
            }

            connection.Put(EventFrame.Of(new() { Data = $"{left--}" }));
            return true;
        }

        public override void Detach() => IsDetached = true;
    }
}
