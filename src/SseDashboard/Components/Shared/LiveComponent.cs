using Microsoft.AspNetCore.Components;

namespace SseDashboard.Components.Shared;

/// <summary>
/// A component that shows what the server knows, which nobody announces: it looks again at an interval, with one render for
/// each look, for as long as it is shown.
/// </summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private ITimer? _timer;
    private int _looking;

    /// <summary>How long it waits between two looks: a second is as fast as a person reads a table.</summary>
    protected virtual TimeSpan Interval => TimeSpan.FromSeconds(1);

    [Inject]
    private protected TimeProvider Clock { get; set; } = default!;

    /// <summary>Takes over what is to be shown. Runs on the circuit's scheduler.</summary>
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

    // A circuit that is busy is not asked twice.
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
