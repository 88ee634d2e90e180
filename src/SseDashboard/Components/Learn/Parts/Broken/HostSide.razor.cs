using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using SseDashboard.Inspecting;
using SseDashboard.Learning.Lessons;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Components.Learn.Parts;

/// <summary>A stream as it arrives at the host: every block with its bytes, and the response's head. It gives no diagnosis.</summary>
public sealed partial class HostSide
{
    private InspectSession _session = default!;
    private BlockRow? _selected;

    [Inject]
    private RelayClient Relay { get; set; } = default!;

    [Inject]
    private IOptions<ObservingOptions> Bounds { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool CanConnectAgain => _session is { IsOpen: false, Connection: not null };

    /// <inheritdoc/>
    protected override void OnInitialized() => _session = Begin();

    /// <summary>Opens a stream in place of the one before.</summary>
    internal async Task OpenAsync(VisitedStream stream)
    {
        await ClearAsync();
        _session.Connect(new(stream.Url, stream.Request.Method, stream.Request.Headers, null));
        StateHasChanged();
    }

    /// <summary>Closes the stream.</summary>
    internal void Stop() => _session.Stop();

    /// <summary>Closes the stream and forgets it.</summary>
    internal async Task ClearAsync()
    {
        var before = _session;
        (_session, _selected) = (Begin(), null);
        StateHasChanged();
        await before.DisposeAsync();
    }

    private InspectSession Begin() => new(Relay.ObserveAsync, Bounds.Value, Clock, LookAgain);

    private void ConnectAgain()
    {
        _selected = null;
        _session.ConnectAgain();
    }

    /// <inheritdoc/>
    protected override void Look() => _session.Look();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
