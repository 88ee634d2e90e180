using Microsoft.JSInterop;

namespace SseDashboard.Interop;

/// <summary>A module of the browser and what its <c>start</c> returned, which are let go of together.</summary>
/// <param name="js">The circuit's JavaScript.</param>
/// <param name="path">The module's address.</param>
internal sealed class JsHandle(IJSRuntime js, string path) : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Task _starting = Task.CompletedTask;

    /// <summary>The module; none before the start.</summary>
    public IJSObjectReference? Module { get; private set; }

    /// <summary>What <c>start</c> returned; none before.</summary>
    public IJSObjectReference? Started { get; private set; }

    /// <summary>
    /// Imports the module and calls its <c>start</c>; once, unless it failed. If the circuit goes meanwhile, nothing was started.
    /// If the page is left meanwhile, the task is cancelled, and what may still fail is told to nobody.
    /// </summary>
    public Task StartAsync(params object?[] arguments)
    {
        _starting = JsReference.IfConnected(() => CreateAsync(arguments)).AsTask();
        return _starting.WaitAsync(_left.Token);
    }

    /// <summary>Calls the <c>stop</c> of what was started.</summary>
    public async ValueTask DisposeAsync()
    {
        // At once, not as CancelAsync does it: nobody is told of what fails from here on.
        _left.Cancel();
        await JsReference.IfConnected(async () =>
        {
            await _starting.Settled();
            if (Started is not null)
            {
                await Started.InvokeVoidAsync("stop");
                await Started.DisposeAsync();
            }

            if (Module is not null)
                await Module.DisposeAsync();
        });
    }

    private async ValueTask CreateAsync(object?[] arguments)
    {
        Module ??= await js.InvokeAsync<IJSObjectReference>("import", path);
        // The elements of a page that was left are gone by now.
        if (!_left.IsCancellationRequested)
            Started = await Module.InvokeAsync<IJSObjectReference>("start", arguments);
    }
}
