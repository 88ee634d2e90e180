using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Comparing;

/// <summary>The circuit's half of a comparison: starts both clients in the browser and takes what they report.</summary>
/// <param name="js">The circuit's browser.</param>
/// <param name="fail">Shows an error on the page: the browser, which calls, would only send the batch again.</param>
internal sealed class JobComparison(IJSRuntime js, Func<Exception, Task> fail) : IAsyncDisposable
{
    private DotNetObjectReference<JobComparison>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _clients;
    private Task _starting = Task.CompletedTask;
    private long _lastBatch;
    private bool _disposed;

    /// <summary>Raised after each batch, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>The newest comparison; <see langword="null"/> before the first.</summary>
    public ComparisonRun? Run { get; private set; }

    /// <summary>
    /// Starts a job and both of its clients, unless a comparison is under way. If the browser fails to, that is the problem of a
    /// comparison that has ended.
    /// </summary>
    /// <param name="url">Where jobs are started.</param>
    /// <param name="limit">The primes up to this number are counted.</param>
    /// <param name="interval">From one poll to the next.</param>
    public Task StartAsync(string url, long limit, TimeSpan interval)
    {
        if (Run is { IsRunning: true })
            return _starting;
        // It runs from here on, before the browser is asked: however fast Start is pressed again, one job is started.
        Run = new(limit, interval);
        object options = new { url, limit, interval = interval.TotalMilliseconds };
        return _starting = JsReference.IfConnected(() => CreateAsync(Run, options)).AsTask();
    }

    private async ValueTask CreateAsync(ComparisonRun run, object options)
    {
        try
        {
            _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/dashboard/job-comparison.js");
            await StopAsync();
            // The page can have been left in the meantime; then nobody wants the job.
            if (_disposed)
                return;
            // Not before the last clients have stopped: a batch of theirs that comes again is still known by its number.
            _lastBatch = 0;
            _self ??= DotNetObjectReference.Create(this);
            _clients = await _module.InvokeAsync<IJSObjectReference>("start", _self, options);
        }
        catch (Exception problem) when (problem is JSException or OperationCanceledException)
        {
            // Clients that were started nevertheless report to nobody, rather than into the next comparison, and give up.
            _self?.Dispose();
            _self = null;
            // After its first line, the message is the browser's stack.
            string reason = problem.Message.Split('\n')[0].TrimEnd('.');
            run.Add(new(ComparisonItemKind.Failed, 0, Detail: $"The browser could not start the two clients: {reason}."));
        }
    }

    /// <summary>Cancels the job on the server; both clients then see its end.</summary>
    public async Task CancelAsync()
    {
        if (_clients is not null)
            await _clients.InvokeVoidAsync("cancel");
    }

    /// <summary>
    /// Takes a batch from the browser, once: one whose answer got lost with its connection comes again. One that the page's own
    /// script cannot have sent is not taken, and the page says so.
    /// </summary>
    /// <param name="number">Counts the batches of one comparison from 1.</param>
    /// <param name="batch">What happened, in order.</param>
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
        _disposed = true;
        try
        {
            await JsReference.IfConnected(async () =>
            {
                // It may still be on its way: a page can be left in the moment in which Start was pressed.
                await _starting;
                await StopAsync();
                if (_module is not null)
                    await _module.DisposeAsync();
            });
        }
        finally
        {
            _self?.Dispose();
        }
    }

    private async Task StopAsync()
    {
        if (_clients is not { } clients)
            return;
        _clients = null;
        await clients.InvokeVoidAsync("stop");
        await clients.DisposeAsync();
    }
}
