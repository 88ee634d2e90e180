using Microsoft.AspNetCore.Components;
using MudBlazor;
using SseDashboard.Components.Shared;
using SseDashboard.Display;
using SseDashboard.Hosting.Requests;
using SseDashboard.Hosts;
using SseDashboard.Streams;
using SseDashboard.Watching;

namespace SseDashboard.Components.Pages;

/// <summary>The open streams of the host, its limits and their use, and the refusals.</summary>
public sealed partial class ConnectionsPage : LiveComponent
{
    private readonly HashSet<long> _dropped = [];
    private StreamsNow _streams = default!;
    private DateTimeOffset _droppedAt;
    private int _channels;
    private HostsNow? _hosts;

    [Inject]
    private ConnectionRegistry Registry { get; set; } = default!;

    [Inject]
    private StreamsOverview Overview { get; set; } = default!;

    [Inject]
    private BroadcastChannels Directory { get; set; } = default!;

    [Inject]
    private SharedHosts AllHosts { get; set; } = default!;

    [Inject]
    private WireTaps Taps { get; set; } = default!;

    [Inject]
    private RefusalCounter Refusals { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    private StreamOptions Options => Registry.Options;

    /// <inheritdoc/>
    protected override void Look()
    {
        _streams = Overview.Look();
        if (_streams.At > _droppedAt)
            _dropped.Clear();
        _channels = Directory.Channels.Count;
        _hosts = AllHosts.Look();
    }

    private void Drop(long id) => Snackbar.Add(
        Remove(id)
            ? $"Dropped stream #{id} at {Clock.GetUtcNow():HH:mm:ss} UTC. If its client is an EventSource, it reconnects as a new stream."
            : $"Stream #{id} had already ended.",
        Severity.Info);

    private async Task DropAllAsync(IReadOnlyList<long> ids)
    {
        string streams = Quantity.Of(ids.Count, "stream");
        bool? confirmed = await Dialogs.ShowMessageBoxAsync(
            $"Drop {streams}?",
            "Their clients are disconnected. An EventSource reconnects within seconds and resumes; any other client has to reconnect by itself.",
            yesText: $"Drop {streams}",
            cancelText: "Cancel");
        if (confirmed is not true)
            return;
        int dropped = ids.Count(Remove);
        string ended = dropped == ids.Count ? "" : $" The other {ids.Count - dropped:N0} had already ended.";
        Snackbar.Add($"Dropped {Quantity.Of(dropped, "stream")}.{ended}", Severity.Info);
    }

    private bool Remove(long id)
    {
        bool dropped = Registry.Drop(id);
        // The stream takes a moment to end; the totals count it at the next read.
        _dropped.Add(id);
        _droppedAt = Clock.GetUtcNow();
        return dropped;
    }
}
