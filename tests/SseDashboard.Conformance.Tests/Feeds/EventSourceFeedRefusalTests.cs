using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>
/// What event-source-feed.js does when an EventSource gives up: it asks why with a request of its own, and opens another one if
/// the server says when to come back. Each refusal is thus two requests: the EventSource's and the question.
/// </summary>
public sealed class EventSourceFeedRefusalTests(Bench bench) : FeedTestBase(bench, "event-source-feed-harness.js")
{
    private const string Full = """{"title":"The host is full.","detail":"100 streams are open, which is the bound."}""";
    private const string Final = "event: final\ndata: b\n\n";

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Feed_RefusedWithRetryAfter_SaysWhyAndTriesAgain(int status)
    {
        var refusal = Problem(status, Full, "0");
        var script = Answering(refusal, refusal, Stream("data: a\n\n"));

        var items = await FollowAsync(new { url = script.Path }, until: "event");

        Assert.Equal(["connecting", "reconnecting", "connecting", "open", "event", "closed"], Kinds(items));
        Assert.StartsWith($"The server answered {status}", items[1].Detail, StringComparison.Ordinal);
        Assert.Contains(" The host is full. 100 streams are open, which is the bound. ", items[1].Detail, StringComparison.Ordinal);
        Assert.InRange(items[1].Delay!.Value, 1, 1.5);
    }

    [Fact]
    public async Task Feed_RetryAfterIsLong_WaitsAtLeastThatLong()
    {
        var script = Answering(Problem(503, Full, "120"));

        var items = await FollowAsync(new { url = script.Path }, until: "reconnecting");

        Assert.InRange(items[1].Delay!.Value, 120_000, 120_001);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task Feed_RefusedOnItsReconnect_ResumesFromTheLastIdInTheUrl()
    {
        var refusal = Problem(503, Full, "0");
        var script = Answering(Stream("retry: 1\nid: 7 8\ndata: a\n\n"), refusal, refusal, Stream(Final));

        var items = await FollowAsync(new { url = $"{script.Path}?a=1", types = Types("final"), closeOn = "final" });

        Assert.Equal(["", "7 8"], items.Where(item => item.Kind == "connecting").Select(item => item.Id));
        Assert.Equal(["?a=1", "?a=1", "?a=1", "?a=1&lastEventId=7+8"], script.Requests.Select(request => request.Query));
        Assert.Equal([null, "7 8", null, null], script.Requests.Select(request => request.LastEventId));
    }

    [Fact]
    public async Task Feed_RefusedAfterItsIdWasEmptied_BeginsAgain()
    {
        var refusal = Problem(503, Full, "0");
        var script = Answering(Stream("retry: 1\nid: 7\ndata: a\n\nid\ndata: b\n\n"), refusal, refusal, Stream(Final));

        await FollowAsync(new { url = script.Path, types = Types("final"), closeOn = "final" });

        Assert.All(script.Requests, request => Assert.Equal("", request.Query));
    }

    [Fact]
    public async Task Feed_AsksWhyItWasRefused_WithoutTheTokenOfTheWatchedStream()
    {
        var refusal = Problem(503, Full, "0");
        var script = Answering(refusal, refusal, Stream("data: a\n\n"));

        await FollowAsync(new { url = $"{script.Path}?watch=token&a=1" }, until: "event");

        Assert.Equal(["?watch=token&a=1", "?a=1", "?watch=token&a=1"], script.Requests.Select(request => request.Query));
    }

    [Fact]
    public async Task Feed_RefusedAgainAndAgain_FailsAfterSoManyTries()
    {
        var script = Answering(Problem(503, Full, "0"));

        var items = await FollowAsync(new { url = script.Path, maxTries = 3, random = 0, reconnectionTime = 2 }, until: "failed");

        Assert.Equal([2, 4], items.Where(item => item.Kind == "reconnecting").Select(item => item.Delay!.Value));
        Assert.EndsWith("Given up after 3 tries.", items[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(2, items[^1].State);
        Assert.Equal(6, script.Requests.Count);
    }

    [Fact]
    public async Task Feed_RefusedBeforeAndAfterAStream_CountsItsTriesAnew()
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
    public async Task Feed_StatusWithoutRetryAfter_FailsForGood(int status)
    {
        var script = Answering(Problem(status, Full));

        var items = await FollowAsync(new { url = script.Path, types = Types("error") }, until: "failed");

        Assert.Equal(["connecting", "failed"], Kinds(items));
        Assert.Equal(2, items[^1].State);
        Assert.StartsWith($"The server answered {status}", items[^1].Detail, StringComparison.Ordinal);
        Assert.EndsWith(" The host is full. 100 streams are open, which is the bound.", items[^1].Detail, StringComparison.Ordinal);
        Assert.Equal("Received error event ===> data: undefined,  id: undefined", items[^1].Console);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task Feed_Answer204_FailsAndSaysWhatItMeans()
    {
        var items = await FollowAsync(new { url = Answering(Status(204)).Path }, until: "failed");

        Assert.Equal("The server answered 204 No Content: do not reconnect.", items[^1].Detail);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/event-streams")]
    [InlineData("")]
    public async Task Feed_WrongType_FailsAndNamesIt(string contentType)
    {
        var script = Answering(context =>
        {
            context.Response.Headers.ContentType = contentType;
            return context.Response.WriteAsync("data: a\n\n");
        });

        var items = await FollowAsync(new { url = script.Path }, until: "failed");

        Assert.Equal($"The response is not an event stream: its Content-Type is \"{contentType}\".", items[^1].Detail);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task Feed_RefusedButNoLongerWhenItAsks_LeavesThatStreamAndOpensAnother()
    {
        var left = new TaskCompletionSource();
        var script = Answering(
            Problem(404, Full),
            async context =>
            {
                await context.StreamAsync(": the stream that the question gets\n");
                await context.UntilAbortedAsync();
                left.SetResult();
            },
            async context =>
            {
                await left.Task;
                await context.StreamAsync("data: a\n\n");
            });

        var items = await FollowAsync(new { url = script.Path, patience = 600_000 }, until: "event");

        Assert.Equal(["connecting", "reconnecting", "connecting", "open", "event", "closed"], Kinds(items));
        Assert.StartsWith("The server refused the stream, but no longer does.", items[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_ExplanationBreaksOff_FailsAndSaysSo()
    {
        var script = Answering(Problem(404, Full), context => context.BrokenProblemAsync(404));

        var items = await FollowAsync(new { url = script.Path }, until: "failed");

        Assert.Equal("The server answered 404 Not Found. Its explanation broke off.", items[^1].Detail);
    }

    [Fact]
    public async Task Feed_ExplanationBreaksOffWithRetryAfter_TriesAgain()
    {
        var script = Answering(
            Problem(503, Full, "0"), context => context.BrokenProblemAsync(503, "0"), Stream("data: a\n\n"));

        var items = await FollowAsync(new { url = script.Path }, until: "event");

        Assert.StartsWith(
            "The server answered 503 Service Unavailable. Its explanation broke off.", items[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_QuestionBreaks_FailsAndSaysSo()
    {
        var script = Answering(Problem(503, Full, "0"), context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var items = await FollowAsync(new { url = script.Path }, until: "failed");

        Assert.StartsWith("No answer: the server cannot be reached", items[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_QuestionIsNotAnswered_FailsInTheEnd()
    {
        var script = Answering(Problem(503, Full, "0"), context => context.UntilAbortedAsync());

        var items = await FollowAsync(new { url = script.Path, patience = 50 }, until: "failed");

        Assert.StartsWith("No answer: the server cannot be reached", items[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_StoppedWhileItAsks_GivesTheQuestionUpAndSaysNothingMore()
    {
        var question = new PendingAnswer(Bench);
        var script = Answering(Problem(503, Full, "0"), question.AnswerAsync);

        var items = await Bench.RunAsync<List<FeedItem>>(
            "event-source-feed-harness.js", "stopAtSignal", new { url = script.Path }, question.Signal.Path);

        await Bench.HappensAsync(question.Left, "the client gives the question up");
        Assert.Equal(["connecting", "closed"], Kinds(items));
        Assert.Equal("enough", items[^1].Detail);
    }

    [Fact]
    public async Task Feed_StoppedWhileItWaits_SendsNoMoreRequests()
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
