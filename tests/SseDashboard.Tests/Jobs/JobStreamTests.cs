using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Jobs;

public sealed class JobStreamTests
{
    [Fact]
    public async Task Events_ClockStandsStill_AreInitAndFinishWithoutProgress()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 10000000}""");
        await using var stream = await host.EventsAsync(client, path);

        string id = path["/jobs/".Length..];
        Assert.Equal(
            [
                $$"""id: 1{{'\n'}}event: init{{'\n'}}data: {"id":"{{id}}","state":"running","limit":10000000,"progress":0,"checked":0,"primes":0,"elapsedMs":0}{{"\n\n"}}""",
                $$"""id: 2{{'\n'}}event: finish{{'\n'}}data: {"id":"{{id}}","state":"finished","limit":10000000,"progress":1,"checked":10000000,"primes":664579,"elapsedMs":0}{{"\n\n"}}""",
            ],
            await stream.RestAsync());
        Assert.Empty(host.Logs.Problems);
    }

    [Fact]
    public async Task Events_EveryStepReported_RiseToTheResult()
    {
        await using var host = JobClient.HostReportingEveryStep();
        using var client = host.Connect();
        await using var stream = await host.EventsAsync(client, await host.StartJobAsync(client, """{"limit": 10000000}"""));
        var events = (await stream.RestAsync()).Select(JobClient.Read).ToList();

        // The first ten million numbers fill 39 segments of 262,144.
        Assert.Equal(["init", .. Enumerable.Repeat("progress", 39), "finish"], events.Select(e => e.Type));
        Assert.Equal(Enumerable.Range(1, 41).Select(n => (long)n), events.Select(e => e.Id));
        var progress = events.Select(e => e.Data.GetProperty("progress").GetDouble()).ToList();
        Assert.Equal(progress.Order(), progress);
        Assert.Equal((0, 1), (progress[0], progress[^1]));
    }

    [Fact]
    public async Task Events_Resumed_ContinueAfterTheLastEventId()
    {
        await using var host = JobClient.HostReportingEveryStep();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, JobClient.Long);
        long last;
        await using (var first = await host.EventsAsync(client, path))
            last = JobClient.Read((await first.NextAsync(5)).Split("\n\n")[4]).Id;

        await using var second = await host.EventsAsync(client, path, $"{last}");
        Assert.Equal(5, last);
        Assert.Equal(6, JobClient.Read((await second.NextAsync())!).Id);
        await host.StatusAsync(client, HttpMethod.Delete, path);
    }

    [Fact]
    public async Task Events_ResumedAfterTheEnd_AreTheMissedOnesAndTheEnd()
    {
        await using var host = JobClient.HostReportingEveryStep();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 1000000}""");
        await using (var whole = await host.EventsAsync(client, path))
            await whole.RestAsync();

        await using var rest = await host.EventsAsync(client, path, "4");
        Assert.Equal([(5, "progress"), (6, "finish")], (await rest.RestAsync()).Select(JobClient.Read).Select(e => (e.Id, e.Type)));
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("", 5)]
    [InlineData("5", 6)]
    public async Task Events_LastEventIdInTheQuery_CountsWithoutAHeader(string? header, long first)
    {
        await using var host = JobClient.HostReportingEveryStep();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 1000000}""");
        await using (var whole = await host.EventsAsync(client, path))
            await whole.RestAsync();

        var request = new HttpRequestMessage(HttpMethod.Get, $"{path}/events?lastEventId=4");
        if (header is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", header);
        await using var rest = await host.OpenAsync(client, request);
        Assert.Equal(first, JobClient.Read((await rest.NextAsync())!).Id);
    }

    // EventSource reconnects when a stream ends, unless the answer is 204.
    [Fact]
    public async Task Events_ResumedAfterTheLast_AreRefusedWithNoContent()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 10}""");
        await using (var whole = await host.EventsAsync(client, path))
            await whole.RestAsync();

        await using var again = await host.EventsAsync(client, path, "2");
        Assert.Equal(HttpStatusCode.NoContent, again.Response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("3")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    [InlineData("1727521483977-1")]
    [InlineData("\u00e2\u0080\u00a6")]
    public async Task Events_UnknownLastEventId_AreAllThatIsKept(string lastEventId)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 10}""");
        await using (var whole = await host.EventsAsync(client, path))
            await whole.RestAsync();

        await using var stream = await host.EventsAsync(client, path, lastEventId);
        Assert.Equal(["init", "finish"], (await stream.RestAsync()).Select(frame => JobClient.Read(frame).Type));
    }

    [Fact]
    public async Task Events_MoreThanAreKept_AreTheNewestAndTheEnd()
    {
        await using var host = new TestHost(("Jobs:ProgressEveryMs", "0"), ("Jobs:History", "2"));
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 10000000}""");
        await Wait.ForAsync(host.Job(path).Ended, "the job ends");

        await using var late = await host.EventsAsync(client, path, "1");
        Assert.Equal([(40, "progress"), (41, "finish")], (await late.RestAsync()).Select(JobClient.Read).Select(e => (e.Id, e.Type)));
    }

    [Fact]
    public async Task Events_ClientLeaves_FreeTheConnectionWhileTheJobRuns()
    {
        await using var host = JobClient.HostReportingEveryStep();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, JobClient.Long);
        await using (var stream = await host.EventsAsync(client, path))
            await stream.NextAsync(3);

        await Wait.UntilAsync(() => host.OpenStreams == 0, "the server has no stream open");
        Assert.Equal("running", (await host.StatusAsync(client, HttpMethod.Get, path)).GetProperty("state").GetString());
        Assert.Equal("cancelled", (await host.StatusAsync(client, HttpMethod.Delete, path)).GetProperty("state").GetString());
        Assert.Empty(host.Logs.Problems);
    }

    [Fact]
    public async Task Events_JobCancelled_EndWithError()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, JobClient.Long);
        await using var stream = await host.EventsAsync(client, path);
        Assert.Equal("init", JobClient.Read((await stream.NextAsync())!).Type);

        await host.StatusAsync(client, HttpMethod.Delete, path);
        var (id, type, data) = JobClient.Read(Assert.Single(await stream.RestAsync()));
        Assert.Equal((2, "error", "cancelled"), (id, type, data.GetProperty("state").GetString()));
    }
}
