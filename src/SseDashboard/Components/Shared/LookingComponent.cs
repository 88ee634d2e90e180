using Microsoft.AspNetCore.Components;

namespace SseDashboard.Components.Shared;

/// <summary>A component that reads the state of a model and renders it, one read at a time.</summary>
public abstract class LookingComponent : ComponentBase
{
    private int _looking;

    /// <summary>Reads the state to show. Runs on the circuit's scheduler.</summary>
    protected abstract void Look();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => Volatile.Write(ref _looking, 0);

    /// <summary>
    /// Reads and renders again, unless the browser has yet to show the read before: a click would otherwise wait behind the renders on
    /// their way to a slow browser. Can be called from any thread; a failure goes to the error boundary around the component.
    /// </summary>
    protected void LookAgain()
    {
        if (Interlocked.Exchange(ref _looking, 1) == 0)
            _ = LookAndRenderAsync();
    }

    private async Task LookAndRenderAsync()
    {
        try
        {
            await InvokeAsync(() =>
            {
                Look();
                StateHasChanged();
            });
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }
}
