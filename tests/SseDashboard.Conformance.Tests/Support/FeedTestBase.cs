using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>An item that a feed pushed to its sink.</summary>
public sealed record FeedItem(
    string Kind, int State, double Time, string? Id = null, string? Type = null, string? Data = null, string? Detail = null,
    double? Delay = null, string? Console = null, bool ByServer = false,
    int? Status = null, double? NextTry = null, int Count = 0);

/// <summary>Runs a feed in Chromium against scripted answers.</summary>
/// <param name="bench">The browser and the server.</param>
/// <param name="harness">The module whose <c>follow</c> runs the feed.</param>
public abstract class FeedTestBase(Bench bench, string harness = "feed-harness.js")
{
    protected Bench Bench => bench;

    /// <summary>Adds a resource that gives these answers in turn and then repeats the last one.</summary>
    protected Script Answering(params Func<HttpContext, Task>[] answers) =>
        bench.Server.Add((context, number) => answers[Math.Min(number, answers.Length - 1)](context));

    /// <summary>Runs a feed up to the <paramref name="count"/>-th item of a kind and returns all its items.</summary>
    protected Task<List<FeedItem>> FollowAsync(object options, string until = "closed", int count = 1) =>
        bench.RunAsync<List<FeedItem>>(harness, "follow", options, until, count);

    protected static string[] Types(params string[] types) => types;

    protected static Func<HttpContext, Task> Stream(string text) => context => context.StreamAsync(text);

    protected static Func<HttpContext, Task> Status(int status) => context => context.StatusAsync(status);

    protected static Func<HttpContext, Task> Problem(int status, string json, string? retryAfter = null) =>
        context => context.ProblemAsync(status, json, retryAfter);

    protected static string[] Kinds(IEnumerable<FeedItem> items) => [.. items.Select(item => item.Kind)];
}
