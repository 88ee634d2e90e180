using Microsoft.JSInterop;

namespace SseDashboard.Interop;

/// <summary>
/// A JavaScript module and the object it started, owned by a component. Imports the module on first use, again after a failed
/// import, and releases both when the component is disposed, even while a call is still pending.
/// </summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="path">The module's path, relative to the document's base.</param>
/// <param name="stop">The function of the started object that stops it.</param>
internal sealed class JsModule(IJSRuntime js, string path, string stop = "stop") : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IJSObjectReference? _module;
    private Task _using = Task.CompletedTask;

    /// <summary>The object that the module started; <see langword="null"/> before, and after <see cref="StopAsync"/>.</summary>
    public IJSObjectReference? Started { get; private set; }

    /// <summary>Cancelled as soon as the component is disposed.</summary>
    public CancellationToken Left => _left.Token;

    /// <summary>
    /// Imports the module if necessary and calls into it, after the calls made before. The task is cancelled when the component
    /// is disposed; later failures are not reported.
    /// </summary>
    public Task UseAsync(Func<IJSObjectReference, Task> use)
    {
        if (_left.IsCancellationRequested)
            return Task.FromCanceled(_left.Token);
        _using = ImportAndUseAsync(_using, use);
        return _using.WaitAsync(_left.Token);
    }

    /// <summary>Starts an object, as <see cref="UseAsync"/> calls into the module, and keeps it to be stopped.</summary>
    public Task StartAsync(Func<IJSObjectReference, Task<IJSObjectReference>> start) =>
        UseAsync(async module => Started = await start(module));

    /// <summary>Calls the module's <c>start</c> and keeps the object it returns; starts nothing if the circuit is lost.</summary>
    public async Task StartAsync(params object?[] arguments)
    {
        try
        {
            await StartAsync(async module => await module.InvokeAsync<IJSObjectReference>("start", arguments));
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException && !_left.IsCancellationRequested)
        {
            // The runtime cancels a call that a lost circuit cannot answer.
        }
    }

    /// <summary>Waits for the calls made so far, whether they succeed or not.</summary>
    public async Task SettledAsync() => await _using.Settled();

    /// <summary>Stops and releases the started object, if there is one.</summary>
    public async Task StopAsync()
    {
        if (Started is not { } started)
            return;
        Started = null;
        await started.InvokeVoidAsync(stop);
        await started.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Not CancelAsync: the callers must see the cancellation before a pending call can fail.
        _left.Cancel();
        await JsReference.IfConnected(async () =>
        {
            await _using.Settled();
            await StopAsync();
            if (_module is not null)
                await _module.DisposeAsync();
        });
    }

    private async Task ImportAndUseAsync(Task previous, Func<IJSObjectReference, Task> use)
    {
        await previous.Settled();
        _left.Token.ThrowIfCancellationRequested();
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", path);
        // The elements of the page, and the reason for the call, are gone once the component is disposed.
        _left.Token.ThrowIfCancellationRequested();
        await use(_module);
    }
}
