namespace SseDashboard.Conformance.Tests;

/// <summary>The items that fetch-feed.js pushes to its sink, how it stops, and that it waits while its sink is full.</summary>
public sealed class FeedTests(Bench bench) : FeedTestBase(bench)
{
    [Fact]
    public async Task Feed_EventsAndComments_AreReportedInOrder()
    {
        var script = Answering(Stream(": hi\nid: 1\nevent: tick\ndata: a\ndata: b\n\ndata: c\n\n"));

        var items = await FollowAsync(new { url = script.Path, reconnect = false, logs = true });

        Assert.Equal(["connecting", "open", "comment", "event", "event", "closed"], Kinds(items));
        Assert.Equal(" hi", items[2].Data);
        Assert.Equal(("1", "tick", "a\nb", "tick a\nb 1"), (items[3].Id, items[3].Type, items[3].Data, items[3].Console));
        Assert.Equal(("1", "message", "c"), (items[4].Id, items[4].Type, items[4].Data));
        Assert.Equal(items.Select(item => item.Time).Order(), items.Select(item => item.Time));
    }

    [Fact]
    public async Task Feed_Diagnostics_ReportsWhatWasNotDispatched()
    {
        var script = Answering(Stream("id: 1\nevent: tick\n\nid: \0\nfoo: b\ndata: c\n"));

        var items = await FollowAsync(new { url = script.Path, reconnect = false, diagnostics = true });

        Assert.Equal(
            [("discarded", "1", "tick", "no data"), ("ignored", null, "id", "contains NUL"),
             ("ignored", null, "foo", "unknown field"), ("discarded", null, "message", "unfinished")],
            items[2..^1].Select(item => (item.Kind, item.Id, item.Type, item.Detail)));
    }

    [Fact]
    public async Task Feed_EventTooLong_SaysSoAndGoesOn()
    {
        var script = Answering(Stream("data: a\n\nid: 2\nevent: b\ndata: much too long\n\ndata: c\n\n"));

        var items = await FollowAsync(new { url = script.Path, reconnect = false, maxBufferSize = 10 });

        Assert.Equal(["connecting", "open", "event", "discarded", "event", "closed"], Kinds(items));
        Assert.Equal(("2", "b", "too long"), (items[3].Id, items[3].Type, items[3].Detail));
        Assert.Equal(("2", "c"), (items[4].Id, items[4].Data));
    }

    [Fact]
    public async Task Feed_InvalidRequest_Fails()
    {
        var items = await FollowAsync(new { url = "/", headers = new { a = "line\nbreak" } }, until: "failed");

        Assert.Equal("failed", Assert.Single(items).Kind);
    }

    [Fact]
    public async Task Feed_StoppedWhileOpen_DisconnectsWithoutFurtherItems()
    {
        var left = new TaskCompletionSource();
        var script = Answering(async context =>
        {
            await context.StreamAsync("data: a\n\ndata: b\n\n");
            await context.UntilAbortedAsync();
            left.SetResult();
        });

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1 }, until: "event");

        await Bench.HappensAsync(left.Task, "the client disconnects from the stream");
        Assert.Equal(["connecting", "open", "event", "closed"], Kinds(items));
        Assert.Equal(("enough", 2, false), (items[^1].Detail, items[^1].State, items[^1].ByServer));
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task Feed_StoppedBeforeResponse_NeverOpens()
    {
        var script = Answering(context => context.UntilAbortedAsync());

        var items = await FollowAsync(new { url = script.Path }, until: "connecting");

        Assert.Equal(["connecting", "closed"], Kinds(items));
    }

    [Fact]
    public async Task Feed_StoppedBeforeReconnect_SendsNoMoreRequests()
    {
        var stopped = Answering(Stream(""));
        var other = Answering(Stream(""));

        var items = await Bench.RunAsync<List<FeedItem>>(
            "feed-harness.js", "stopWhileWaiting",
            new { url = stopped.Path, reconnectionTime = 50, minDelay = 1, random = 0 },
            new { url = other.Path, reconnectionTime = 100, minDelay = 1, random = 0 });

        Assert.Equal(["connecting", "open", "reconnecting", "closed"], Kinds(items));
        Assert.Single(stopped.Requests);
    }

    [Fact]
    public async Task Feed_CloseOnType_ClosesAtThatEvent()
    {
        var script = Answering(Stream("data: a\n\nevent: final\ndata: b\n\ndata: c\n\n"));

        var items = await FollowAsync(new { url = script.Path, closeOn = "final", reconnectionTime = 1, minDelay = 1 });

        Assert.Equal(["connecting", "open", "event", "event", "closed"], Kinds(items));
        Assert.Equal("final", items[^1].Detail);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task Feed_SinkFull_StopsReading()
    {
        var reads = await Bench.RunAsync<Reads>("feed-harness.js", "readsWhileFull", 10);

        Assert.Equal(new Reads(WhileFull: 1, AtTheEnd: 10), reads);
    }

    [Fact]
    public async Task Feed_SinkWithRoomForOne_GetsEveryEventInOrder()
    {
        string[] numbers = [.. Enumerable.Range(0, 2_000).Select(number => $"{number}")];
        var script = Answering(Stream(string.Concat(numbers.Select(number => $"data: {number}\n\n"))));

        var slow = await Bench.RunAsync<Slow>("feed-harness.js", "followSlowly", new { url = script.Path, reconnect = false });

        Assert.Equal(numbers, slow.Items.Where(item => item.Kind == "event").Select(item => item.Data));
        Assert.Equal(0, slow.PushedWithoutRoom);
    }

    private sealed record Reads(int WhileFull, int AtTheEnd);

    private sealed record Slow(List<FeedItem> Items, int PushedWithoutRoom);
}
