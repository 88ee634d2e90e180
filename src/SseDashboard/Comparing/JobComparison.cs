using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Comparing;

/// <summary>The circuit's half of a comparison: starts both clients in the browser and receives their reports.</summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="fail">Shows an error on the page. The browser, which calls, would only send the batch again.</param>
internal sealed class JobComparison(IJSRuntime js, Func<Exception, Task> fail) : IAsyncDisposable
{
    private readonly JsModule _clients = new(js, "./js/dashboard/job-comparison.js");
    private DotNetObjectReference<JobComparison>? _self;
    private Task _starting = Task.CompletedTask;
    private long _lastBatch;

    /// <summary>Raised after each batch, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>The newest comparison; <see langword="null"/> before the first.</summary>
    public ComparisonRun? Run { get; private set; }

    /// <summary>
    /// Starts a job and both of its clients, unless a comparison is running. If the browser cannot start them, the comparison ends
    /// with that problem.
    /// </summary>
    /// <param name="url">The URL to post jobs to.</param>
    /// <param name="limit">The job counts the primes up to this number.</param>
    /// <param name="interval">The time from one poll to the next.</param>
    public Task StartAsync(string url, long limit, TimeSpan interval)
    {
        if (Run is { IsRunning: true })
            return _starting;
        // Set before the browser answers, so that pressing Start twice starts one job.
        Run = new(limit, interval);
        object options = new { url, limit, interval = interval.TotalMilliseconds };
        return _starting = JsReference.IfConnected(() => CreateAsync(Run, options)).AsTask();
    }

    private async ValueTask CreateAsync(ComparisonRun run, object options)
    {
        try
        {
            await _clients.StartAsync(async module =>
            {
                await _clients.StopAsync();
                // The page may have been left meanwhile; do not start a job that nobody watches.
                _clients.Left.ThrowIfCancellationRequested();
                // Only now: a batch that the previous clients send again must still be recognised by its number.
                _lastBatch = 0;
                _self ??= DotNetObjectReference.Create(this);
                return await module.InvokeAsync<IJSObjectReference>("start", _self, options);
            });
        }
        catch (Exception problem) when (problem is JSException or OperationCanceledException && !_clients.Left.IsCancellationRequested)
        {
            // If the clients did start, they must not report into the next comparison; without a receiver they give up.
            _self?.Dispose();
            _self = null;
            // The first line is the message; the browser's stack follows.
            string reason = problem.Message.Split('\n')[0].TrimEnd('.');
            run.Add(new(ComparisonItemKind.Failed, 0, Detail: $"The browser could not start the two clients: {reason}."));
        }
    }

    /// <summary>Cancels the job on the server; both clients then see its end.</summary>
    public async Task CancelAsync()
    {
        if (_clients.Started is { } clients)
            await clients.InvokeVoidAsync("cancel");
    }

    /// <summary>
    /// Called by the browser with a batch. Ignores a batch it already has: the browser repeats one whose answer was lost. Refuses
    /// a batch that the page's own script cannot have sent, and shows an error.
    /// </summary>
    /// <param name="number">Counts the batches of one comparison from 1.</param>
    /// <param name="batch">The reports, in order.</param>
    [JSInvokable]
    public async Task OnBatch(long number, IReadOnlyList<ComparisonItem> batch)
    {
        if (number <= _lastBatch)
            return;
        _lastBatch = number;
        try
        {
            if (ComparisonBounds.Check(batch) is { } problem)
                throw new InvalidDataException($"The browser sent what this page's script never sends: {problem}.");
            foreach (var item in batch)
                Run!.Add(item);
            Changed?.Invoke();
        }
        catch (Exception error)
        {
            await fail(error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _clients.DisposeAsync();
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
