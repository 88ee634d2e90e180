using Microsoft.AspNetCore.Components;
using SseDashboard.Components.Shared;
using SseDashboard.Hosting.Requests;
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
    private string? _outcome;

    [Inject]
    private ConnectionRegistry Registry { get; set; } = default!;

    [Inject]
    private StreamsOverview Overview { get; set; } = default!;

    [Inject]
    private BroadcastChannels Directory { get; set; } = default!;

    [Inject]
    private WireTaps Taps { get; set; } = default!;

    [Inject]
    private RefusalCounter Refusals { get; set; } = default!;

    private StreamOptions Options => Registry.Options;

    /// <inheritdoc/>
    protected override void Look()
    {
        _streams = Overview.Look();
        if (_streams.At > _droppedAt)
            _dropped.Clear();
        _channels = Directory.Channels.Count;
    }

    private void Drop(long id)
    {
        _outcome = Registry.Drop(id)
            ? $"Stream #{id} was dropped at {Clock.GetUtcNow():HH:mm:ss} UTC. If its client is an event source, it reconnects by itself: look for a stream with a new number."
            : $"Stream #{id} had ended already.";
        // The stream takes a moment to end; the totals count it at the next read.
        _dropped.Add(id);
        _droppedAt = Clock.GetUtcNow();
    }
}
