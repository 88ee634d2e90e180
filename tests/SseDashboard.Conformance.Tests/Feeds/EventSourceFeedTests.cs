namespace SseDashboard.Conformance.Tests;

/// <summary>The items that event-source-feed.js pushes to its sink, and how it stops.</summary>
public sealed class EventSourceFeedTests(Bench bench) : FeedTestBase(bench, "event-source-feed-harness.js")
{
    [Fact]
    public async Task Probe_OfAStreamThatWasReconnecting_CarriesItsLastEventId()
    {
        var script = Answering(Stream("retry: 1\nid: 7…\ndata: a\n\n"), Status(204));

        var items = await FollowAsync(new { url = script.Path });

        Assert.Equal(["connecting", "open", "event", "reconnecting", "closed"], Kinds(items));
        Assert.Equal([null, "7…", "7…"], script.Requests.Select(request => request.LastEventId));
    }

    [Fact]
    public async Task Probe_OfAnotherOriginsStream_CarriesTheLastEventIdInTheAddress()
    {
        var script = Bench.Server.Add((context, number) =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return number == 0 ? context.StreamAsync("retry: 1\nid: 7\ndata: a\n\n") : context.StatusAsync(204);
        });
        var other = new UriBuilder(new Uri(Bench.Server.Origin, script.Path)) { Host = Bench.Server.Origin.Host == "localhost" ? "127.0.0.1" : "localhost" };

        await FollowAsync(new { url = $"{other}" });

        Assert.Equal("?lastEventId=7", script.Requests[^1].Query);
    }

    [Fact]
    public async Task Feed_ListenedTypes_ReportsEventsInOrder()
    {
        var script = Answering(Stream("id: 1\nevent: tick\ndata: a\ndata: b\n\ndata: c\n\nevent: other\ndata: d\n\nevent: init\ndata: e\n\n"));

        var items = await FollowAsync(new { url = script.Path, types = Types("tick", "init") }, until: "event", count: 3);

        Assert.Equal(["connecting", "open", "event", "event", "event", "closed"], Kinds(items));
        Assert.Equal([0, 1, 1, 1, 1, 2], items.Select(item => item.State));
        Assert.Equal(("1", "tick", "a\nb", null), (items[2].Id, items[2].Type, items[2].Data, items[2].Console));
        Assert.Equal(("1", "message", "c"), (items[3].Id, items[3].Type, items[3].Data));
        Assert.Equal("Received init event ===> data: e,  id: 1", items[4].Console);
        Assert.Equal(items.Select(item => item.Time).Order(), items.Select(item => item.Time));
        Assert.Equal(("GET", "text/event-stream"), (script.Requests[0].Method, script.Requests[0].Accept));
    }

    [Fact]
    public async Task Feed_ServerEventsNamedOpenAndError_AreOrdinaryEvents()
    {
        var script = Answering(Stream("event: open\ndata: a\n\nevent: error\ndata: b\n\ndata: c\n\n"));

        var items = await FollowAsync(new { url = script.Path, types = Types("open", "error") }, until: "event", count: 3);

        Assert.Equal(["connecting", "open", "event", "event", "event", "closed"], Kinds(items));
        Assert.Equal([("open", "a"), ("error", "b"), ("message", "c")], items[2..5].Select(item => (item.Type, item.Data)));
    }

    [Fact]
    public async Task Feed_ServerEventsNamedOpenAndErrorWithoutListener_AreIgnored()
    {
        var script = Answering(Stream("event: open\ndata: a\n\nevent: error\ndata: b\n\ndata: c\n\n"));

        var items = await FollowAsync(new { url = script.Path }, until: "event");

        Assert.Equal(["connecting", "open", "event", "closed"], Kinds(items));
        Assert.Equal("c", items[2].Data);
    }

    [Fact]
    public async Task Feed_StreamEnds_BrowserReconnects()
    {
        var script = Answering(Stream("retry: 1\nid: 7\ndata: a\n\n"), Stream("event: final\ndata: b\n\n"));

        var items = await FollowAsync(new { url = script.Path, types = Types("error", "final"), closeOn = "final" });

        Assert.Equal(["connecting", "open", "event", "reconnecting", "open", "event", "closed"], Kinds(items));
        Assert.Equal([0, 1, 1, 0, 1, 1, 2], items.Select(item => item.State));
        // The browser's own error event has no data and no id.
        Assert.Equal("Received error event ===> data: undefined,  id: undefined", items[3].Console);
        Assert.Equal([null, "7"], script.Requests.Select(request => request.LastEventId));
    }

    [Fact]
    public async Task Feed_CloseOnType_ClosesAtThatEvent()
    {
        var script = Answering(Stream("retry: 1\ndata: a\n\nevent: final\ndata: b\n\ndata: c\n\n"));

        var items = await FollowAsync(new { url = script.Path, types = Types("final"), closeOn = "final" });

        Assert.Equal(["connecting", "open", "event", "event", "closed"], Kinds(items));
        Assert.Equal(("final", 2), (items[^1].Detail, items[^1].State));
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task Feed_CloseOnChangedWhileOpen_ClosesAtNewType()
    {
        var script = Answering(Stream("data: a\n\nevent: tick\ndata: b\n\nevent: final\ndata: c\n\ndata: d\n\n"));

        var items = await FollowAsync(
            new { url = script.Path, types = Types("tick", "final"), closeOn = "tick", closeOnNext = "final" });

        Assert.Equal(["a", "b", "c"], items.Where(item => item.Kind == "event").Select(item => item.Data));
        Assert.Equal("final", items[^1].Detail);
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

        var items = await FollowAsync(new { url = script.Path }, until: "event");

        await Bench.HappensAsync(left.Task, "the client disconnects from the stream");
        Assert.Equal(["connecting", "open", "event", "closed"], Kinds(items));
        Assert.Equal(("enough", 2), (items[^1].Detail, items[^1].State));
    }

    [Fact]
    public async Task Feed_StoppedBeforeResponse_NeverOpens()
    {
        var pending = new PendingAnswer(Bench);

        var items = await Bench.RunAsync<List<FeedItem>>(
            "event-source-feed-harness.js", "stopAtSignal", new { url = Answering(pending.AnswerAsync).Path }, pending.Signal.Path);

        await Bench.HappensAsync(pending.Left, "the client aborts the request");
        Assert.Equal(["connecting", "closed"], Kinds(items));
    }

    [Fact]
    public async Task Feed_StoppedBeforeReconnect_ReportsNothingMore()
    {
        var script = Answering(Stream("retry: 1\n\n"));

        var items = await FollowAsync(new { url = script.Path }, until: "reconnecting");

        Assert.Equal(["connecting", "open", "reconnecting", "closed"], Kinds(items));
    }

    [Fact]
    public async Task Feed_InvalidUrl_Fails()
    {
        var items = await FollowAsync(new { url = "http://[" }, until: "failed");

        Assert.Equal(("failed", 2), (Assert.Single(items).Kind, items[0].State));
    }
}
