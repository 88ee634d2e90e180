using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>A request as the server received it. <paramref name="Time"/> comes from the monotonic clock.</summary>
public sealed record LoggedRequest(
    string Method, string Query, string? Accept, string? LastEventId, string? ContentType, string Body, TimeSpan Time);

/// <summary>A resource with scripted answers that logs its requests.</summary>
public sealed class Script(string path, Func<HttpContext, int, Task> answer)
{
    private readonly List<LoggedRequest> _requests = [];

    /// <summary>The path to request.</summary>
    public string Path { get; } = path;

    /// <summary>Answers for paths below this one. Those requests are not logged.</summary>
    public Dictionary<string, Func<HttpContext, Task>> Below { get; } = [];

    /// <summary>The requests so far, in order of arrival.</summary>
    public IReadOnlyList<LoggedRequest> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    internal async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        int number;
        lock (_requests)
        {
            number = _requests.Count;
            var headers = context.Request.Headers;
            _requests.Add(new(
                context.Request.Method, $"{context.Request.QueryString}", headers.Accept, headers["Last-Event-ID"], headers.ContentType, body,
                Stopwatch.GetElapsedTime(0)));
        }

        await answer(context, number);
    }
}

/// <summary>Building blocks for scripted answers.</summary>
internal static class Answers
{
    /// <summary>Starts or continues an event stream with a single write of these bytes.</summary>
    public static async Task StreamAsync(this HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(bytes);
    }

    /// <summary>Starts or continues an event stream with a single write of this text.</summary>
    public static Task StreamAsync(this HttpContext context, string text) => context.StreamAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Keeps the response open until the client disconnects.</summary>
    public static async Task UntilAbortedAsync(this HttpContext context)
    {
        var aborted = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
    }

    /// <summary>Answers with a status and no body.</summary>
    public static Task StatusAsync(this HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Answers with problem details that break off: the connection ends before the announced length.</summary>
    public static Task BrokenProblemAsync(this HttpContext context, int status, string? retryAfter = null)
    {
        context.Response.ContentLength = 1_000;
        return context.ProblemAsync(status, """{"title":"The host is fu""", retryAfter);
    }

    /// <summary>Answers with problem details.</summary>
    public static Task ProblemAsync(this HttpContext context, int status, string problem, string? retryAfter = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(problem);
    }
}
