using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>
/// The request with which event-source-feed.js finds out why its EventSource was refused: a closed EventSource reports neither
/// status nor reason.
/// </summary>
public sealed class EventSourceFeedProbeTests(Bench bench) : FeedTestBase(bench, "event-source-feed-harness.js")
{
    private const string Full = """{"title":"The host is full.","detail":"100 streams are open, which is the bound."}""";

    [Fact]
    public async Task Probe_WatchedStream_AsksForTheProblemAndOpensNoStream()
    {
        var refusal = Problem(503, Full, "0");
        var script = Answering(refusal, refusal, Stream("data: a\n\n"));

        await FollowAsync(new { url = $"{script.Path}?watch=token&a=1" }, until: "event");

        Assert.All(script.Requests, request => Assert.Equal("?watch=token&a=1", request.Query));
        Assert.Equal(
            ["text/event-stream", "application/problem+json", "text/event-stream"], script.Requests.Select(request => request.Accept));
    }

    [Fact]
    public async Task Probe_WatchedStreamWithoutRecord_AsksWithoutToken()
    {
        var script = Answering(Problem(404, Full), Status(406), Problem(404, Full));

        var items = await FollowAsync(new { url = $"{script.Path}?watch=token&a=1" }, until: "failed");

        Assert.Equal(["?watch=token&a=1", "?watch=token&a=1", "?a=1"], script.Requests.Select(request => request.Query));
        Assert.Equal("text/event-stream", script.Requests[2].Accept);
        Assert.Equal(404, items[^1].Status);
    }

    [Fact]
    public async Task Probe_Answered204_ClosesInTheWordsOfTheOtherFeed()
    {
        var items = await FollowAsync(new { url = Answering(Status(204)).Path });

        Assert.Equal(["connecting", "closed"], Kinds(items));
        Assert.Equal(
            ("The server answered 204 No Content: do not reconnect.", true, 204, 2),
            (items[^1].Detail, items[^1].ByServer, items[^1].Status, items[^1].State));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/event-streams")]
    [InlineData("text/event-stream-x")]
    [InlineData("text/event-stream, text/html")]
    [InlineData("")]
    public async Task Probe_WrongContentType_FailsAndNamesIt(string contentType)
    {
        var script = Answering(Typed(contentType));

        var items = await FollowAsync(new { url = script.Path }, until: "failed");

        Assert.Equal($"The response is not an event stream: its Content-Type is \"{contentType}\".", items[^1].Detail);
        Assert.Equal(2, script.Requests.Count);
    }

    // Each of these was tried with Chromium's EventSource.
    [Theory]
    [InlineData("text/event-stream;charset=windows-1252", "windows-1252")]
    [InlineData("text/event-stream; Charset=UTF8", "utf8")]
    [InlineData("text/event-stream;charset='utf-8'", "'utf-8'")]
    [InlineData("text/event-stream;charset=latin1;charset=utf-8", "latin1")]
    [InlineData("text/event-stream;charset=latin1, text/event-stream", "latin1")]
    public async Task Probe_CharsetThatChromiumRefuses_FailsAndNamesIt(string contentType, string charset)
    {
        var script = Answering(Typed(contentType));

        var items = await FollowAsync(new { url = script.Path }, until: "failed");

        Assert.StartsWith($"The browser refuses the charset \"{charset}\" of its Content-Type", items[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(2, script.Requests.Count);
    }

    [Theory]
    [InlineData("text/event-stream;charset=\"utf-8\"")]
    [InlineData("text/event-stream;charset=")]
    [InlineData("text/event-stream;charset=utf-8;charset=latin1")]
    [InlineData("text/event-stream;a=\"b;charset=latin1\"")]
    [InlineData("text/html, text/event-stream")]
    public async Task Feed_ContentTypeThatChromiumAccepts_Opens(string contentType)
    {
        var items = await FollowAsync(new { url = Answering(Typed(contentType)).Path }, until: "event");

        Assert.Equal(["connecting", "open", "event", "closed"], Kinds(items));
    }

    [Fact]
    public async Task Probe_GetsStream_AbortsItAndOpensEventSource()
    {
        var left = new TaskCompletionSource();
        var script = Answering(
            Problem(404, Full),
            async context =>
            {
                await context.StreamAsync(": the stream that the probe gets\n");
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
    public async Task Probe_BodyBreaksOff_FailsWithReason()
    {
        var script = Answering(Problem(404, Full), context => context.BrokenProblemAsync(404));

        var items = await FollowAsync(new { url = script.Path }, until: "failed");

        Assert.Equal("The server answered 404 Not Found. Its explanation broke off.", items[^1].Detail);
    }

    [Fact]
    public async Task Probe_BodyBreaksOffWithRetryAfter_Retries()
    {
        var script = Answering(
            Problem(503, Full, "0"), context => context.BrokenProblemAsync(503, "0"), Stream("data: a\n\n"));

        var items = await FollowAsync(new { url = script.Path }, until: "event");

        Assert.StartsWith(
            "The server answered 503 Service Unavailable. Its explanation broke off.", items[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_ConnectionBreaks_FailsWithReason()
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
    public async Task Probe_NoResponse_FailsAfterPatience()
    {
        var script = Answering(Problem(503, Full, "0"), context => context.UntilAbortedAsync());

        var items = await FollowAsync(new { url = script.Path, patience = 50 }, until: "failed");

        Assert.StartsWith("No answer: the server cannot be reached", items[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_FeedStopped_IsAbortedWithoutFurtherItems()
    {
        var probe = new PendingAnswer(Bench);
        var script = Answering(Problem(503, Full, "0"), probe.AnswerAsync);

        var items = await Bench.RunAsync<List<FeedItem>>(
            "event-source-feed-harness.js", "stopAtSignal", new { url = script.Path }, probe.Signal.Path);

        await Bench.HappensAsync(probe.Left, "the client aborts the probe");
        Assert.Equal(["connecting", "closed"], Kinds(items));
        Assert.Equal("enough", items[^1].Detail);
    }

    private static Func<HttpContext, Task> Typed(string contentType) => context =>
    {
        context.Response.Headers.ContentType = contentType;
        return context.Response.WriteAsync("data: a\n\n");
    };
}
