using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>A request as the server got it. <paramref name="Time"/> is of the monotonic clock.</summary>
public sealed record LoggedRequest(
    string Method, string Query, string? Accept, string? LastEventId, string? ContentType, string Body, TimeSpan Time);

/// <summary>A resource with scripted answers that logs its requests.</summary>
public sealed class Script(string path, Func<HttpContext, int, Task> answer)
{
    private readonly List<LoggedRequest> _requests = [];

    /// <summary>The path to request.</summary>
    public string Path { get; } = path;

    /// <summary>Answers to requests for paths below this one, which are not logged.</summary>
    public Dictionary<string, Func<HttpContext, Task>> Below { get; } = [];

    /// <summary>The requests so far, in the order in which they came.</summary>
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

/// <summary>Answers that scripts are made of.</summary>
internal static class Answers
{
    /// <summary>Begins an event stream, or goes on with it, by one write of these bytes.</summary>
    public static async Task StreamAsync(this HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(bytes);
    }

    /// <summary>Begins an event stream, or goes on with it, by one write of this text.</summary>
    public static Task StreamAsync(this HttpContext context, string text) => context.StreamAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Keeps the response open until the client leaves.</summary>
    public static async Task UntilAbortedAsync(this HttpContext context)
    {
        var aborted = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
    }

    /// <summary>A status and nothing else.</summary>
    public static Task StatusAsync(this HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>A refusal whose problem details break off: the connection ends before the length that was announced.</summary>
    public static Task BrokenProblemAsync(this HttpContext context, int status, string? retryAfter = null)
    {
        context.Response.ContentLength = 1_000;
        return context.ProblemAsync(status, """{"title":"The host is fu""", retryAfter);
    }

    /// <summary>A refusal with problem details.</summary>
    public static Task ProblemAsync(this HttpContext context, int status, string problem, string? retryAfter = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(problem);
    }
}
