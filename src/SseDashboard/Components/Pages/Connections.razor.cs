using Microsoft.AspNetCore.Components;
using SseDashboard.Broadcast;
using SseDashboard.Components.Live;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Components.Pages;

/// <summary>Every open stream of the host, the bounds and how near they are, and what was refused.</summary>
public sealed partial class Connections : LiveComponent
{
    private IReadOnlyList<ConnectionInfo> _streams = [];
    private ConnectionTotals _totals = default!;
    private AddressLoad? _busiest;
    private ShareLoad _openToAnyone = default!;
    private int _channels;
    private DateTimeOffset _now;
    private string? _outcome;

    [Inject]
    private ConnectionRegistry Registry { get; set; } = default!;

    [Inject]
    private ChannelDirectory Directory { get; set; } = default!;

    [Inject]
    private WireTaps Taps { get; set; } = default!;

    [Inject]
    private RefusalCounter Refusals { get; set; } = default!;

    private StreamOptions Options => Registry.Options;

    /// <inheritdoc/>
    protected override void Look()
    {
        _now = Clock.GetUtcNow();
        _streams = Registry.Snapshot();
        _totals = Registry.Totals;
        _busiest = Registry.BusiestAddress;
        _openToAnyone = Registry.OpenToAnyone;
        _channels = Directory.Channels.Count;
    }

    private void Drop(long id)
    {
        _outcome = Registry.Drop(id)
            ? $"Stream #{id} was dropped at {Clock.GetUtcNow():HH:mm:ss} UTC. If its client is an event source, it reconnects by itself: look for a stream with a new number."
            : $"Stream #{id} had ended already.";
        // It takes a moment to end; in the totals it shows at the next look.
        _streams = [.. _streams.Where(stream => stream.Id != id)];
    }
}
