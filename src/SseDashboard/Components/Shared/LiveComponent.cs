using Microsoft.AspNetCore.Components;

namespace SseDashboard.Components.Shared;

/// <summary>
/// A component that polls server state that raises no events: it reads the state at an interval and renders once per read, for
/// as long as it is shown.
/// </summary>
public abstract class LiveComponent : LookingComponent, IAsyncDisposable
{
    private ITimer? _timer;

    /// <summary>The time between two reads; a second is as fast as people read a table.</summary>
    protected virtual TimeSpan Interval => TimeSpan.FromSeconds(1);

    [Inject]
    private protected TimeProvider Clock { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Look();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
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
}
