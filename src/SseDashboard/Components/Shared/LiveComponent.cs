using Microsoft.AspNetCore.Components;

namespace SseDashboard.Components.Shared;

/// <summary>
/// A component that polls server state that raises no events: it reads the state at an interval and renders once per read, for
/// as long as it is shown.
/// </summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private ITimer? _timer;
    private int _looking;

    /// <summary>The time between two reads; a second is as fast as people read a table.</summary>
    protected virtual TimeSpan Interval => TimeSpan.FromSeconds(1);

    [Inject]
    private protected TimeProvider Clock { get; set; } = default!;

    /// <summary>Reads the state to show. Runs on the circuit's scheduler.</summary>
    protected abstract void Look();

    /// <inheritdoc/>
    protected override void OnInitialized() => Look();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _timer = Clock.CreateTimer(_ => LookAgain(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // Skips a read while the previous one is waiting for a busy circuit.
    private void LookAgain()
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
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }
}
