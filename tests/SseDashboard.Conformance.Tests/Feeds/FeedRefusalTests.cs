using System.Text;

namespace SseDashboard.Conformance.Tests;

/// <summary>How fetch-feed.js handles a response that is not an event stream.</summary>
public sealed class FeedRefusalTests(Bench bench) : FeedTestBase(bench)
{
    private const string Full = """{"title":"The host is full.","detail":"100 streams are open, which is the bound."}""";

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Feed_RefusedWithRetryAfter_ReportsReasonAndRetries(int status)
    {
        var script = Answering(Problem(status, Full, "0"), Stream("data: a\n\n"));

        object options = new { url = script.Path, method = "POST", body = "{}", reconnectionTime = 1, minDelay = 1 };
        var items = await FollowAsync(options);

        Assert.Equal(["connecting", "reconnecting", "connecting", "open", "event", "closed"], Kinds(items));
        Assert.StartsWith($"The server answered {status}", items[1].Detail, StringComparison.Ordinal);
        Assert.EndsWith(" The host is full. 100 streams are open, which is the bound.", items[1].Detail, StringComparison.Ordinal);
        Assert.Equal(status, items[1].Status);
        Assert.InRange(items[1].NextTry!.Value - items[1].Time - items[1].Delay!.Value, -1, 5_000);
        Assert.Equal(["{}", "{}"], script.Requests.Select(request => request.Body));
    }

    [Fact]
    public async Task Feed_LongRetryAfter_WaitsAtLeastThatLong()
    {
        var script = Answering(Problem(503, Full, "120"));

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1 }, until: "reconnecting");

        Assert.InRange(items[1].Delay!.Value, 120_000, 120_001);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task Feed_RefusedRepeatedly_FailsAfterMaxTries()
    {
        var script = Answering(Problem(503, Full, "0"));

        object options = new { url = script.Path, reconnectionTime = 1, minDelay = 1, maxTries = 3 };
        var items = await FollowAsync(options, until: "failed");

        Assert.Equal(3, script.Requests.Count);
        Assert.EndsWith("Given up after 3 tries.", items[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(206)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Feed_OtherStatus_FailsWithoutRetry(int status)
    {
        var script = Answering(Status(status));

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1 }, until: "failed");

        Assert.Equal(["connecting", "failed"], Kinds(items));
        Assert.Equal((2, status), (items[^1].State, items[^1].Status));
        Assert.Contains($" {status} ", items[^1].Detail!.Replace('.', ' '), StringComparison.Ordinal);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task Feed_RetryAfterOnOtherStatus_FailsWithoutRetry()
    {
        var script = Answering(Problem(500, "{}", "0"), Stream("data: a\n\n"));

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1 }, until: "failed");

        Assert.Equal(["connecting", "failed"], Kinds(items));
    }

    [Fact]
    public async Task Feed_FirstResponseIs204_Closes()
    {
        var script = Answering(Status(204));

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1 });

        Assert.Equal(["connecting", "closed"], Kinds(items));
        Assert.Equal("The server answered 204 No Content: do not reconnect.", items[^1].Detail);
        Assert.True(items[^1].ByServer);
    }

    [Fact]
    public async Task Feed_ValidationProblem_NamesField()
    {
        var script = Answering(Problem(400, """{"title":"Invalid.","errors":{"count":["Must be 1 to 100.","Is 0."]}}"""));

        var items = await FollowAsync(new { url = script.Path, method = "POST", body = "{}" }, until: "failed");

        Assert.EndsWith(" Invalid. count: Must be 1 to 100. Is 0.", items[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"title":"Bad Request","detail":"Two jobs are running."}""", "400 Bad Request. Two jobs are running.")]
    [InlineData("""{"title":"Not now","detail":"Two jobs are running."}""", "400 Bad Request. Not now. Two jobs are running.")]
    [InlineData("""{"detail":"count: Is 0.","errors":{"count":["Is 0."]}}""", "400 Bad Request. count: Is 0.")]
    public async Task Feed_RepetitiveProblem_SaysEachThingOnce(string problem, string words)
    {
        var script = Answering(Problem(400, problem));

        var items = await FollowAsync(new { url = script.Path, method = "POST", body = "{}" }, until: "failed");

        Assert.Equal($"The server answered {words}", items[^1].Detail);
    }

    [Theory]
    [InlineData("not JSON", "not JSON")]
    [InlineData("null", "Request.")]
    [InlineData("[1]", "Request.")]
    [InlineData("""{"title":{"a":1}}""", "Request.")]
    public async Task Feed_MalformedProblem_ReportsWhatIsUsable(string problem, string end)
    {
        var script = Answering(Problem(400, problem));

        var items = await FollowAsync(new { url = script.Path }, until: "failed");

        Assert.EndsWith(end, items[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_ProblemBreaksOff_StillRetries()
    {
        var script = Answering(context => context.BrokenProblemAsync(503, "0"), Stream("data: a\n\n"));

        var items = await FollowAsync(new { url = script.Path, reconnectionTime = 1, minDelay = 1, reconnect = false });

        Assert.Equal(["connecting", "reconnecting", "connecting", "open", "event", "closed"], Kinds(items));
        Assert.Equal("The server answered 503 Service Unavailable. Its explanation broke off.", items[1].Detail);
    }

    [Fact]
    public async Task Refusal_BodyStalls_IsDescribedWithoutBody() =>
        Assert.Equal(
            "The server answered 503. Its explanation broke off.",
            await Bench.RunAsync<string>("feed-harness.js", "describeStalledRefusal"));

    [Fact]
    public async Task Feed_EndlessProblem_StopsReading()
    {
        var left = new TaskCompletionSource();
        var script = Answering(async context =>
        {
            context.Response.StatusCode = 400;
            context.Response.ContentType = "application/problem+json";
            await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(new string(' ', 100 * 1024)));
            await context.UntilAbortedAsync();
            left.SetResult();
        });

        var items = await FollowAsync(new { url = script.Path }, until: "failed");

        Assert.Equal("The server answered 400 Bad Request.", items[^1].Detail);
        await Bench.HappensAsync(left.Task, "the client stops reading the endless body");
    }

    [Theory]
    [InlineData("text/event-stream", true)]
    [InlineData("TEXT/Event-Stream", true)]
    [InlineData("text/event-stream;", true)]
    [InlineData("text/event-stream ; charset=windows-1252", true)]
    [InlineData("text/html, text/event-stream", true)]
    [InlineData("text/event-stream, text/html", false)]
    [InlineData("text/event-streams", false)]
    [InlineData("text/event-stream-x", false)]
    [InlineData("text/plain", false)]
    [InlineData("application/json", false)]
    [InlineData(null, false)]
    public async Task Feed_ContentType_OpensOnlyEventStream(string? contentType, bool opens)
    {
        var script = Answering(context =>
        {
            context.Response.Headers.ContentType = contentType;
            return context.Response.BodyWriter.WriteAsync("data: é\n\n"u8.ToArray()).AsTask();
        });

        var items = await FollowAsync(new { url = script.Path, reconnect = false }, until: opens ? "closed" : "failed");

        Assert.Equal(opens ? ["connecting", "open", "event", "closed"] : ["connecting", "failed"], Kinds(items));
        Assert.Equal(opens ? ["é"] : [], items.Where(item => item.Kind == "event").Select(item => item.Data));
        Assert.Single(script.Requests);
    }
}
