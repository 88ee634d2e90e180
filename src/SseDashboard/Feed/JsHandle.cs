using Microsoft.JSInterop;

namespace SseDashboard.Feed;

/// <summary>A module of the browser and what its <c>start</c> returned, which are let go of together.</summary>
/// <param name="js">The circuit's JavaScript.</param>
/// <param name="path">The module's address.</param>
internal sealed class JsHandle(IJSRuntime js, string path) : IAsyncDisposable
{
    private Task _starting = Task.CompletedTask;

    /// <summary>The module; none before the start.</summary>
    public IJSObjectReference? Module { get; private set; }

    /// <summary>What <c>start</c> returned; none before.</summary>
    public IJSObjectReference? Started { get; private set; }

    /// <summary>Imports the module and calls its <c>start</c>; once. If the circuit goes meanwhile, nothing was started.</summary>
    public Task StartAsync(params object?[] arguments) =>
        _starting = JsReference.IfConnected(() => CreateAsync(arguments)).AsTask();

    /// <summary>Calls the <c>stop</c> of what was started.</summary>
    public ValueTask DisposeAsync() => JsReference.IfConnected(async () =>
    {
        // A page can be left while its start is on its way.
        await _starting;
        if (Started is not null)
        {
            await Started.InvokeVoidAsync("stop");
            await Started.DisposeAsync();
        }

        if (Module is not null)
            await Module.DisposeAsync();
    });

    private async ValueTask CreateAsync(object?[] arguments)
    {
        Module = await js.InvokeAsync<IJSObjectReference>("import", path);
        Started = await Module.InvokeAsync<IJSObjectReference>("start", arguments);
    }
}
