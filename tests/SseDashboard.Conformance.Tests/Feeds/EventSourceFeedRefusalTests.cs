namespace SseDashboard.Conformance.Tests;

/// <summary>
/// When event-source-feed.js retries after a refusal. Each refusal takes two requests: the EventSource's own, and a probe that
/// finds out why it was refused.
/// </summary>
public sealed class EventSourceFeedRefusalTests(Bench bench) : FeedTestBase(bench, "event-source-feed-harness.js")
{
    private const string Full = """{"title":"The host is full.","detail":"100 streams are open, which is the bound."}""";
    private const string Final = "event: final\ndata: b\n\n";

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Feed_RefusedWithRetryAfter_ReportsReasonAndRetries(int status)
    {
        var refusal = Problem(status, Full, "0");
        var script = Answering(refusal, refusal, Stream("data: a\n\n"));

        var items = await FollowAsync(new { url = script.Path }, until: "event");

        Assert.Equal(["connecting", "reconnecting", "connecting", "open", "event", "closed"], Kinds(items));
        Assert.StartsWith($"The server answered {status}", items[1].Detail, StringComparison.Ordinal);
        Assert.Contains(" The host is full. 100 streams are open, which is the bound. ", items[1].Detail, StringComparison.Ordinal);
        Assert.InRange(items[1].Delay!.Value, 1, 1.5);
        // EventSource is CLOSED, and says nothing of the page's next try.
        Assert.Equal((2, status), (items[1].State, items[1].Status));
        Assert.InRange(items[1].NextTry!.Value - items[1].Time - items[1].Delay!.Value, 0, 5_000);
    }

    [Fact]
    public async Task Feed_LongRetryAfter_WaitsAtLeastThatLong()
    {
        var script = Answering(Problem(503, Full, "120"));

        var items = await FollowAsync(new { url = script.Path }, until: "reconnecting");

        Assert.InRange(items[1].Delay!.Value, 120_000, 120_001);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task Feed_RefusedOnReconnect_SendsLastEventIdInUrl()
    {
        var refusal = Problem(503, Full, "0");
        var script = Answering(Stream("retry: 1\nid: 7 8\ndata: a\n\n"), refusal, refusal, Stream(Final));

        var items = await FollowAsync(new { url = $"{script.Path}?a=1", types = Types("final"), closeOn = "final" });

        Assert.Equal(["", "7 8"], items.Where(item => item.Kind == "connecting").Select(item => item.Id));
        Assert.Equal(["?a=1", "?a=1", "?a=1", "?a=1&lastEventId=7+8"], script.Requests.Select(request => request.Query));
        Assert.Equal([null, "7 8", "7 8", null], script.Requests.Select(request => request.LastEventId));
    }

    [Fact]
    public async Task Feed_RefusedAfterIdCleared_SendsNoLastEventId()
    {
        var refusal = Problem(503, Full, "0");
        var script = Answering(Stream("retry: 1\nid: 7\ndata: a\n\nid\ndata: b\n\n"), refusal, refusal, Stream(Final));

        await FollowAsync(new { url = script.Path, types = Types("final"), closeOn = "final" });

        Assert.All(script.Requests, request => Assert.Equal("", request.Query));
    }

    [Fact]
    public async Task Feed_RefusedRepeatedly_FailsAfterMaxTries()
    {
        var script = Answering(Problem(503, Full, "0"));

        var items = await FollowAsync(new { url = script.Path, maxTries = 3, random = 0, reconnectionTime = 2 }, until: "failed");

        Assert.Equal([2, 4], items.Where(item => item.Kind == "reconnecting").Select(item => item.Delay!.Value));
        Assert.EndsWith("Given up after 3 tries.", items[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(2, items[^1].State);
        Assert.Equal(6, script.Requests.Count);
    }

    [Fact]
    public async Task Feed_StreamOpened_ResetsTries()
    {
        var refusal = Problem(503, Full, "0");
        var script = Answering(refusal, refusal, Stream("retry: 1\ndata: a\n\n"), refusal, refusal, Stream(Final));

        var items = await FollowAsync(new { url = script.Path, types = Types("final"), closeOn = "final", maxTries = 2 });

        Assert.Equal(("closed", "final"), (items[^1].Kind, items[^1].Detail));
        Assert.Equal(2, items.Count(item => item.Kind == "open"));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Feed_RefusedWithoutRetryAfter_Fails(int status)
    {
        var script = Answering(Problem(status, Full));

        var items = await FollowAsync(new { url = script.Path, types = Types("error") }, until: "failed");

        Assert.Equal(["connecting", "failed"], Kinds(items));
        Assert.Equal((2, status), (items[^1].State, items[^1].Status));
        Assert.StartsWith($"The server answered {status}", items[^1].Detail, StringComparison.Ordinal);
        Assert.EndsWith(" The host is full. 100 streams are open, which is the bound.", items[^1].Detail, StringComparison.Ordinal);
        Assert.Equal("Received error event ===> data: undefined,  id: undefined", items[^1].Console);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task Feed_StoppedBeforeRetry_SendsNoMoreRequests()
    {
        var stopped = Answering(Problem(503, Full, "0"));
        var other = Answering(Problem(503, Full, "0"));

        var items = await Bench.RunAsync<List<FeedItem>>(
            "event-source-feed-harness.js", "stopWhileWaiting",
            new { url = stopped.Path, reconnectionTime = 50, random = 0 },
            new { url = other.Path, reconnectionTime = 100, random = 0 });

        Assert.Equal(["connecting", "reconnecting", "closed"], Kinds(items));
        Assert.Equal(2, stopped.Requests.Count);
    }
}
