using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>How fetch-feed.js reconnects: as a browser does for GET, and for other methods only on request.</summary>
public sealed class FeedReconnectTests(Bench bench) : FeedTestBase(bench)
{
    [Fact]
    public async Task Feed_GetStreamEnds_ResumesAfterLastDispatchedId()
    {
        var script = Answering(Stream("id: 1…\ndata: a\n\nid: 2\ndata: cut off\n"), Status(204));

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1 });

        Assert.Equal(["connecting", "open", "event", "reconnecting", "connecting", "closed"], Kinds(items));
        Assert.Equal([0, 1, 1, 0, 0, 2], items.Select(item => item.State));
        Assert.Equal([null, "1…"], script.Requests.Select(request => request.LastEventId));
        Assert.Equal(["", "1…"], items.Where(item => item.Kind == "connecting").Select(item => item.Id));
        Assert.All(script.Requests, request => Assert.Equal(("GET", "text/event-stream"), (request.Method, request.Accept)));
    }

    [Fact]
    public async Task Feed_IdCleared_SendsNoLastEventId()
    {
        var script = Answering(Stream("id: 1\ndata: a\n\nid\ndata: b\n\n"), Status(204));

        await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1, lastEventId = "0" });

        Assert.Equal(["0", null], script.Requests.Select(request => request.LastEventId));
    }

    [Fact]
    public async Task Feed_SecondStreamWithoutIds_KeepsLastEventId()
    {
        var script = Answering(Stream("id: 1\ndata: a\n\n"), Stream("data: b\n\n"), Status(204));

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1 });

        Assert.Equal(["1", "1"], items.Where(item => item.Kind == "event").Select(item => item.Id));
        Assert.Equal([null, "1", "1"], script.Requests.Select(request => request.LastEventId));
    }

    [Fact]
    public async Task Feed_ConnectionBreaksMidEvent_ResumesAfterPreviousEvent()
    {
        var heard = new TaskCompletionSource();
        var signal = Bench.Server.Add((context, _) =>
        {
            heard.TrySetResult();
            return context.StatusAsync(StatusCodes.Status200OK);
        });
        var script = Answering(
            async context =>
            {
                await context.StreamAsync("id: 1\ndata: a\n\nid: 2\ndata: half");
                await heard.Task;
                context.Abort();
            },
            Status(204));

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1, heard = signal.Path });

        Assert.Equal(["a"], items.Where(item => item.Kind == "event").Select(item => item.Data));
        string? why = items.Single(item => item.Kind == "reconnecting").Detail;
        Assert.StartsWith("The connection broke (", why, StringComparison.Ordinal);
        Assert.Equal([null, "1"], script.Requests.Select(request => request.LastEventId));
    }

    [Fact]
    public async Task Feed_PostStreamEnds_DoesNotReconnect()
    {
        var script = Answering(Stream("data: a\n\n"));

        var items = await FollowAsync(new { url = script.Path, method = "POST", body = "{}" });

        Assert.Equal(["connecting", "open", "event", "closed"], Kinds(items));
        Assert.Equal(("The server ended the stream.", true), (items[^1].Detail, items[^1].ByServer));
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task Feed_PostWithReconnect_RepeatsRequest()
    {
        var script = Answering(Stream("id: 1\ndata: a\n\n"), Stream("id: 2\ndata: b\n\n"), Status(204));

        await FollowAsync(new
        {
            url = script.Path,
            method = "POST",
            headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
            body = """{"count":2}""",
            reconnect = true,
            reconnectionTime = 1,
            minDelay = 1,
        });

        Assert.Equal([null, "1", "2"], script.Requests.Select(request => request.LastEventId));
        Assert.All(script.Requests, request =>
            Assert.Equal(("POST", "application/json", """{"count":2}"""), (request.Method, request.ContentType, request.Body)));
    }

    [Theory]
    [InlineData("retry: 40\n", 40)]
    [InlineData("retry: 0\n", 5)]
    [InlineData("data: a\n\n", 20)]
    public async Task Feed_StreamEnds_WaitsForReconnectionTime(string stream, int milliseconds)
    {
        var script = Answering(Stream(stream), Stream(""), Status(204));

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 20, minDelay = 5 });

        // The reconnection time outlives the connection, so it applies to both waits.
        var delays = items.Where(item => item.Kind == "reconnecting").Select(item => item.Delay!.Value).ToList();
        Assert.Equal(2, delays.Count);
        Assert.All(delays, delay => Assert.InRange(delay, milliseconds, 1.5 * milliseconds));
        // The timers of browser and server may differ by a millisecond.
        Assert.True(script.Requests[1].Time - script.Requests[0].Time >= TimeSpan.FromMilliseconds(milliseconds - 1));
    }

    [Fact]
    public async Task Feed_ServerUnreachable_BacksOffThenFails()
    {
        var items = await FollowAsync(
            new { url = UnusedUrl(), reconnectionTime = 2, minDelay = 1, maxTries = 4, random = 0 }, until: "failed");

        Assert.Equal([2, 4, 8], items.Where(item => item.Kind == "reconnecting").Select(item => item.Delay!.Value));
        Assert.Equal(4, items.Count(item => item.Kind == "connecting"));
        Assert.EndsWith("Given up after 4 tries.", items[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_PostToUnreachableServer_FailsAtOnce()
    {
        var items = await FollowAsync(new { url = UnusedUrl(), method = "POST" }, until: "failed");

        Assert.Equal(["connecting", "failed"], Kinds(items));
        Assert.StartsWith("No answer: the server cannot be reached, or does not allow this ", items[^1].Detail, StringComparison.Ordinal);
    }

    // The URL of a port that was just freed.
    private static string UnusedUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}/";
    }
}
