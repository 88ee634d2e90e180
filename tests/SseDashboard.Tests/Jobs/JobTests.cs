using System.Net;
using SseDashboard.Jobs;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Jobs;

public sealed class JobTests
{
    [Fact]
    public async Task Poll_JobEnded_HasTheResultAndIsNotStored()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 1000000}""");
        await Wait.ForAsync(host.Job(path).Ended, "the job ends");

        using var response = await host.SendAsync(client, HttpMethod.Get, path);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        string id = path["/jobs/".Length..];
        Assert.Equal(
            $$"""{"id":"{{id}}","state":"finished","limit":1000000,"progress":1,"checked":1000000,"primes":78498,"elapsedMs":0}""",
            await response.Content.ReadAsStringAsync(host.HangGuard));
    }

    [Fact]
    public async Task Start_TwoJobs_HaveIdsThatCannotBeGuessed()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string one = await host.StartJobAsync(client, """{"limit": 10}""");
        string two = await host.StartJobAsync(client, """{"limit": 10}""");

        // 128 bits.
        Assert.Matches(@"\A/jobs/1-[0-9a-f]{32}\z", one);
        Assert.Matches(@"\A/jobs/2-[0-9a-f]{32}\z", two);
        Assert.NotEqual(one[^32..], two[^32..]);
    }

    [Fact]
    public async Task Cancel_JobEnded_ChangesNothing()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 10}""");
        await Wait.ForAsync(host.Job(path).Ended, "the job ends");

        Assert.Equal("finished", (await host.StatusAsync(client, HttpMethod.Delete, path)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Start_LimitOfRunningJobsReached_IsRefusedUntilOneEnds()
    {
        await using var host = new TestHost(("Jobs:MaxRunning", "1"));
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, JobClient.Long);
        using (var refused = await host.SendAsync(client, HttpMethod.Post, "/jobs", """{"limit": 10}"""))
        {
            await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        }

        await host.StatusAsync(client, HttpMethod.Delete, path);
        await host.StartJobAsync(client, """{"limit": 10}""");
    }

    [Fact]
    public async Task Start_LimitOfKeptJobsReached_DiscardsTheOneThatEndedFirst()
    {
        await using var host = new TestHost(("Jobs:MaxRunning", "2"), ("Jobs:MaxRemembered", "2"));
        using var client = host.Connect();
        string running = await host.StartJobAsync(client, JobClient.Long);
        string ended = await host.StartJobAsync(client, """{"limit": 10}""");
        await Wait.ForAsync(host.Job(ended).Ended, "the job ends");
        await host.StartJobAsync(client, """{"limit": 10}""");

        using (var discarded = await host.SendAsync(client, HttpMethod.Get, ended))
            await Problem.OfAsync(discarded, HttpStatusCode.NotFound);
        Assert.Equal("cancelled", (await host.StatusAsync(client, HttpMethod.Delete, running)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Shutdown_JobRunning_CancelsIt()
    {
        Job job;
        await using (var host = new TestHost())
        {
            using var client = host.Connect();
            job = host.Job(await host.StartJobAsync(client, JobClient.Long));
        }

        await job.Ended.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Cancelled, job.Status.State);
    }

    [Theory]
    [InlineData("""{"limit": 1}""", "limit")]
    [InlineData("""{"limit": -5}""", "limit")]
    [InlineData("""{"limit": 100000000001}""", "limit")]
    [InlineData("""{"limit": 1e9}""", "limit")]
    [InlineData("""{"limit": "10"}""", "limit")]
    [InlineData("""{"limits": 10}""", "limits")]
    [InlineData("[10]", "$")]
    public async Task Start_WrongBody_IsRefusedAndNamed(string body, string field)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Post, "/jobs", body);

        await Problem.IsOfFieldAsync(response, field);
    }

    [Theory]
    [InlineData("GET", "/jobs/1-0000")]
    [InlineData("GET", "/jobs/1-0000/events")]
    [InlineData("DELETE", "/jobs/1-0000")]
    public async Task Request_UnknownJob_IsNotFound(string method, string path)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, new(method), path);

        await Problem.OfAsync(response, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Jobs:MaxRunning", "0")]
    [InlineData("Jobs:MaxRemembered", "1")]
    [InlineData("Jobs:History", "-1")]
    public async Task Start_WrongBound_IsRefusedAndNamesTheKey(string key, string value)
    {
        await using var host = new TestHost((key, value));

        Assert.Contains(key, host.StartRefused(), StringComparison.Ordinal);
    }
}
