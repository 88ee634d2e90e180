using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>An answer that never comes, and a resource that tells the page that the server has the request.</summary>
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

    /// <summary>Completes when the client gives the request up.</summary>
    public Task Left => _left.Task;

    /// <summary>Takes the request, and keeps it.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        _arrived.SetResult();
        await context.UntilAbortedAsync();
        _left.SetResult();
    }
}
