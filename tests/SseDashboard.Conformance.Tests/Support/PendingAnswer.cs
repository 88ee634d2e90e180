using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>A request that is never answered, and a resource that signals its arrival to the page.</summary>
internal sealed class PendingAnswer
{
    private readonly TaskCompletionSource _arrived = new();
    private readonly TaskCompletionSource _left = new();

    public PendingAnswer(Bench bench) => Signal = bench.Server.Add(async (context, _) =>
    {
        await _arrived.Task.WaitAsync(context.RequestAborted);
        await context.StatusAsync(StatusCodes.Status204NoContent);
    });

    /// <summary>Answers once the request has arrived.</summary>
    public Script Signal { get; }

    /// <summary>Completes when the client aborts the request.</summary>
    public Task Left => _left.Task;

    /// <summary>Accepts the request and never answers it.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        _arrived.SetResult();
        await context.UntilAbortedAsync();
        _left.SetResult();
    }
}
