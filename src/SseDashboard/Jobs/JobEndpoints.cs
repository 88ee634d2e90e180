using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Jobs;

/// <summary>
/// A long-running job and two ways to follow it: polling (<c>GET /jobs/{id}</c>) and an event stream
/// (<c>GET /jobs/{id}/events</c>).
/// </summary>
internal static class JobEndpoints
{
    // About the time that a default job takes.
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    /// <summary>Adds the job runner and its limits.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddBoundedOptions<JobOptions>("Jobs");
        return services.AddSingleton<JobRunner>();
    }

    /// <summary>Maps <c>/jobs</c>.</summary>
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/jobs").OwnOriginOnly().AnswerHead();
        jobs.MapPost("", StartAsync);
        jobs.MapGet("{id}", (string id, HttpContext context, JobRunner runner) =>
            Answer(runner.Find(id), id, job => Poll(context, job)));
        jobs.MapGet("{id}/events", (string id, HttpContext context, JobRunner runner) =>
            Answer(runner.Find(id), id, job => Events(context, job)));
        jobs.MapDelete("{id}", CancelAsync);
    }

    // excerpt: job-start
    private static async Task<IResult> StartAsync(HttpContext context, JobRunner runner, IOptions<JobOptions> bounds)
    {
        var (request, refusal) = await JsonBody.ReadAsync<JobRequest>(context, bounds.Value.MaxBodyBytes);
        if ((refusal ?? request!.Check(bounds.Value)) is { } wrong)
            return wrong;
        if (runner.Start(request!.Limit) is { } job)
            return TypedResults.Accepted($"{context.Request.PathBase}/jobs/{job.Id}", job.Status);

        return Refusal.Of(StatusCodes.Status503ServiceUnavailable, "jobs-running",
            $"{bounds.Value.MaxRunning} jobs are running, the most that may run at once (Jobs:MaxRunning). Cancel one or wait.", TryAgain);
    }
    // end excerpt

    private static async Task<IResult> CancelAsync(string id, HttpContext context, JobRunner runner)
    {
        var job = runner.Find(id);
        job?.Cancel();
        await (job?.Ended.WaitAsync(context.RequestAborted) ?? Task.CompletedTask);
        return Answer(job, id, ended => Status(context, ended));
    }

    // excerpt: job-poll
    private static FileContentHttpResult Poll(HttpContext context, Job job)
    {
        context.Response.Headers.CacheControl = "no-store";
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(job.Status, JsonSerializerOptions.Web);
        // The traffic of the two ways to follow a job is compared; HEAD belongs to neither.
        if (HttpMethods.IsGet(context.Request.Method))
        {
            job.Traffic.Poll.Count(context);
            job.Traffic.Poll.CountBody(body.Length);
        }

        // The status is as old as the job's last step. The job's age lets a client relate its clock to the job's (Server Timing, section 3).
        context.Response.Headers["Server-Timing"] = string.Create(CultureInfo.InvariantCulture, $"job;dur={job.Age.TotalMilliseconds:0.0}");
        return TypedResults.Bytes(body, "application/json; charset=utf-8");
    }
    // end excerpt

    private static JsonHttpResult<JobStatus> Status(HttpContext context, Job job)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(job.Status);
    }

    // excerpt: job-events
    private static IResult Events(HttpContext context, Job job)
    {
        if (HttpMethods.IsGet(context.Request.Method))
            job.Traffic.Stream.Count(context);
        long lastId = LastEventId(context.Request, job);
        // The client already has the last event. A 204 tells EventSource not to reconnect (HTML, section 9.2.1).
        return job.HasEnded && lastId == job.LastId
            ? TypedResults.NoContent()
            : EventStream.From((frames, left) => job.WriteEventsAsync(frames, lastId, left));
    }
    // end excerpt

    // An id that this job never assigned says nothing about what the client has seen, so it gets everything that is kept.
    private static long LastEventId(HttpRequest request, Job job) =>
        long.TryParse(request.GetLastEventId(), NumberStyles.None, CultureInfo.InvariantCulture, out long id) && id <= job.LastId
            ? id
            : 0;

    private static IResult Answer(Job? job, string id, Func<Job, IResult> answer) => job is not null
        ? answer(job)
        : Refusal.Of(StatusCodes.Status404NotFound, "job-unknown",
            $"There is no job '{id}'. It may have been discarded (Jobs:MaxRemembered), or the host was restarted.");
}
