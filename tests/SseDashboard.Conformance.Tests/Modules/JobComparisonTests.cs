using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>Tests the two clients in job-comparison.js: how they end when the server misbehaves, and how they stop.</summary>
public sealed class JobComparisonTests(Bench bench)
{
    private const string Running = """{"id":"1","state":"running"}""";
    private const string Finished = """{"id":"1","state":"finished"}""";

    [Fact]
    public async Task Job_Finished_IsDone()
    {
        var items = await CompareAsync(StartAt(Job(Json(200, Running), Json(200, Finished)), Stream($"event: finish\ndata: {Finished}\n\n")));

        Assert.Equal("done", items[^1].Kind);
        Assert.Equal(2, items.Count(item => item.Kind == "answer"));
        Assert.Single(items, item => item.Kind == "event");
    }

    [Fact]
    public async Task Job_RefusalBodyBreaksOff_IsRefused()
    {
        var items = await CompareAsync(context => context.BrokenProblemAsync(503));

        Assert.Equal(
            ("refused", "The server answered 503 Service Unavailable. Its explanation broke off."),
            (items[^1].Kind, items[^1].Detail));
    }

    [Theory]
    [InlineData("""{"id":"1","sta""", 1_000)]
    [InlineData("not JSON", null)]
    public async Task Job_UnreadableResponse_IsRefused(string body, int? length)
    {
        var items = await CompareAsync(context =>
        {
            context.Response.Headers.Location = "/";
            context.Response.ContentLength = length;
            return Json(202, body)(context);
        });

        Assert.Equal("refused", items[^1].Kind);
        Assert.StartsWith("The job was not started: ", items[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_NoResponse_IsRefusedAfterPatience()
    {
        var items = await CompareAsync(context => context.UntilAbortedAsync(), patience: 50);

        Assert.Equal("refused", items[^1].Kind);
    }

    [Fact]
    public async Task Poll_NoResponse_FailsAfterPatience()
    {
        var items = await CompareAsync(
            StartAt(Job(context => context.UntilAbortedAsync()), Stream($"event: finish\ndata: {Finished}\n\n")), patience: 2_500);

        Assert.Equal("poll", items.Single(item => item.Kind == "failed").Way);
        Assert.Equal("done", items[^1].Kind);
    }

    [Fact]
    public async Task Stream_EventIsNotJson_FailsWhilePollingContinues()
    {
        var items = await CompareAsync(StartAt(Job(Json(200, Running), Json(200, Finished)), Stream("event: progress\ndata: what?\n\n")));

        var failure = items.Single(item => item.Kind == "failed");
        Assert.Equal(("stream", "The stream brought an event that is not JSON."), (failure.Way, failure.Detail));
        Assert.Equal("done", items[^1].Kind);
    }

    [Fact]
    public async Task Cancel_Refused_ReportsReason()
    {
        var job = Job(context => context.Request.Method == "DELETE" ? context.StatusAsync(404) : Json(200, Running)(context));
        var start = bench.Server.Add(Job(StartAt(job, context => context.UntilAbortedAsync())));

        var items = await bench.RunAsync<List<Item>>("job-comparison-harness.js", "cancel", new { url = start.Path });

        Assert.Contains(items, item => item.Detail == "The job could not be cancelled: The server answered 404 Not Found.");
    }

    [Fact]
    public Task Items_BeyondMaxItems_EndBothClients() => bench.RunAsync("job-comparison-harness.js", "nothingFollowsTheEnd");

    [Theory]
    [InlineData("stopBeforeJobExistsAbortsRequest")]
    [InlineData("stopEndsPollAndStream")]
    [InlineData("stopBetweenPollsSendsNoMore")]
    [InlineData("stopReportsNothingMore")]
    public Task Stop_AtAnyStage_EndsBothClients(string function) => bench.RunAsync("job-comparison-harness.js", function);

    private Task<List<Item>> CompareAsync(Func<HttpContext, Task> start, int patience = 5_000) =>
        bench.RunAsync<List<Item>>("job-comparison-harness.js", "compare", new { url = bench.Server.Add(Job(start)).Path, patience });

    // A job resource, with its stream at /events below it.
    private Func<HttpContext, Task> StartAt(Func<HttpContext, int, Task> job, Func<HttpContext, Task> stream)
    {
        var polled = bench.Server.Add(job);
        polled.Below["events"] = stream;
        return context =>
        {
            context.Response.Headers.Location = polled.Path;
            return Json(202, Running)(context);
        };
    }

    // Answers polls with the given responses in turn.
    private static Func<HttpContext, int, Task> Job(params Func<HttpContext, Task>[] answers) =>
        (context, number) => answers[Math.Min(number, answers.Length - 1)](context);

    private static Func<HttpContext, Task> Stream(string text) => context => context.StreamAsync(text);

    private static Func<HttpContext, Task> Json(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    };

    private sealed record Item(string Kind, double Time, string? Way = null, string? Detail = null);
}
