using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Foreign.Tests.Programs;
using SseDashboard.Foreign.Tests.Reading;
using SseDashboard.Streams;

namespace SseDashboard.Foreign.Tests.Clients;

/// <summary>npm's eventsource reads our streams.</summary>
public sealed class EventSourceTests(SharedDashboard shared)
{
    private const string Script = "clients/event-source.mjs";

    [Fact]
    public async Task TheDocumentsStream_ArrivesWhole()
    {
        await using var client = NodeScript.Start(Script, shared.Dashboard.At("/sse").AbsoluteUri, "init", "message", "error", "final");

        var received = await client.EndsAsync();

        Assert.Equal(["(open)", "init", "message", "message", "error", "message", "message", "message", "final"], received.Select(one => one.Type));
        Assert.Equal("Event without id and event", received[3].Data);
        // Unlike browsers, this client gives an event without an id none at all.
        Assert.Equal([2, 3], Enumerable.Range(1, 8).Where(i => received[i].Id == ""));
    }

    [Fact]
    public async Task ABroadcast_IsResumed_WithoutLossOrRepetition()
    {
        // Long enough to publish while the client is away.
        await using var dashboard = new DashboardHost(("Streams:ReconnectionInterval", "00:00:00.5"));
        await using var client = NodeScript.Start(Script, dashboard.At("/broadcast/news").AbsoluteUri, "message", "gap");
        using var http = new HttpClient { BaseAddress = dashboard.Url, Timeout = Wait.Limit };
        var connections = dashboard.Services.GetRequiredService<ConnectionRegistry>();
        await client.HasAsync(received => received.Count == 1, "the client opens the stream");

        int published = 0;
        for (int cut = 1; cut <= 3; cut++)
        {
            await PublishAsync();
            await client.HasAsync(received => Data(received).Length == published, $"event {published} arrives");
            long id = Assert.Single(connections.Snapshot()).Id;
            Assert.True(connections.Drop(id));
            await Wait.UntilAsync(() => connections.Snapshot().All(stream => stream.Id != id), "the connection is closed");
            await PublishAsync();
            await PublishAsync();
            await client.HasAsync(received => Data(received).Length == published, $"the client resumes after cut {cut}");
        }

        Assert.Equal(Enumerable.Range(1, published).Select(number => $"{number}"), Data(client.Received));
        Assert.Equal(4, client.Received.Count(one => one.Type == "(open)"));

        async Task PublishAsync() =>
            (await http.PostAsJsonAsync("/broadcast/news", new { data = $"{++published}" }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        static string?[] Data(IReadOnlyList<Received> received) => [.. received.Where(one => one.Type is "message" or "gap").Select(one => one.Data)];
    }
}
