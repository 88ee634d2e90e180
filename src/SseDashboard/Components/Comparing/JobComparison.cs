using Microsoft.JSInterop;
using SseDashboard.Feed;

namespace SseDashboard.Components.Comparing;

/// <summary>The circuit's half of a comparison: starts both clients in the browser and takes what they report.</summary>
internal sealed class JobComparison(IJSRuntime js) : IAsyncDisposable
{
    private DotNetObjectReference<JobComparison>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _clients;
    private long _lastBatch;

    /// <summary>Raised after each batch, on the circuit's scheduler.</summary>
    public event Action? Changed;

    /// <summary>The newest comparison; <see langword="null"/> before the first.</summary>
    public ComparisonRun? Run { get; private set; }

    /// <summary>Starts a job and both of its clients.</summary>
    /// <param name="url">Where jobs are started.</param>
    /// <param name="limit">The primes up to this number are counted.</param>
    /// <param name="interval">From one poll to the next.</param>
    public async Task StartAsync(string url, long limit, TimeSpan interval)
    {
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/job-comparison.js");
        _self ??= DotNetObjectReference.Create(this);
        await StopAsync();
        Run = new(limit, interval);
        _lastBatch = 0;
        _clients = await _module.InvokeAsync<IJSObjectReference>(
            "start", _self, new { url, limit, interval = interval.TotalMilliseconds });
    }

    /// <summary>Cancels the job on the server; both clients then see its end.</summary>
    public async Task CancelAsync()
    {
        if (_clients is not null)
            await _clients.InvokeVoidAsync("cancel");
    }

    /// <summary>Takes a batch from the browser, once: one whose answer got lost with its connection comes again.</summary>
    /// <param name="number">Counts the batches of one comparison from 1.</param>
    /// <param name="batch">What happened, in order.</param>
    [JSInvokable]
    public void OnBatch(long number, IReadOnlyList<ComparisonItem> batch)
    {
        if (number <= _lastBatch)
            return;
        _lastBatch = number;
        foreach (var item in batch)
            Run!.Add(item);
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await JsReference.IfConnected(async () =>
            {
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
        if (_clients is null)
            return;
        await _clients.InvokeVoidAsync("stop");
        await _clients.DisposeAsync();
        _clients = null;
    }
}
