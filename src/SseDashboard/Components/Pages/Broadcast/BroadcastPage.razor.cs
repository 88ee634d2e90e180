using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Broadcast;
using SseDashboard.Components.Shared;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Streams;
using SseDashboard.Watching;

namespace SseDashboard.Components.Pages;

/// <summary>A broadcast channel from both sides: publish, listen, and see how far each listener lags.</summary>
public sealed partial class BroadcastPage : LiveComponent
{
    // The limit of a channel name (Publisher.Check).
    private const int LongestChannel = 64;

    // About twenty types.
    private const int LongestTypes = 500;

    private readonly string _base;
    private readonly Uri _root;
    private readonly WatchedStream _stream;
    private string _channel = "news";
    private string _types = "alert";
    private string? _heardChannel;
    private string? _lastId;
    private int _firstStream;
    private long? _selected;
    private string _url = "";
    private GapTally _gaps = new();
    private EventStreamInfo[] _listeners = [];
    private long _head, _kept, _gapsTold, _missed, _unknown;

    public BroadcastPage(IJSRuntime js, NavigationManager navigation, WireTaps taps, TimeProvider clock)
    {
        _root = new(navigation.BaseUri);
        _base = _root.AbsolutePath;
        _stream = new(js, taps, clock, InvokeAsync, DispatchExceptionAsync);
        _stream.Changed += StateHasChanged;
        Feed.ItemAdded += OnItem;
    }

    [Inject]
    private ConnectionRegistry Registry { get; set; } = default!;

    [Inject]
    private StreamsOverview Overview { get; set; } = default!;

    [Inject]
    private BroadcastChannels Directory { get; set; } = default!;

    private BrowserFeed Feed => _stream.Feed;

    private string Path => $"{_base}broadcast/{_channel}";

    private string? ChannelError => Publisher.Check(_channel)?.Detail;

    private bool CanListen => !Feed.IsActive && ChannelError is null;

    /// <summary>The last event ID that this page received in the current channel.</summary>
    private string? LastId => _heardChannel == _channel ? _lastId : null;

    private string[] Types => _types.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc/>
    protected override void Look()
    {
        _url = new Uri(_root, $"broadcast/{_channel}").ToString();
        _listeners = Overview.Look().Of($"/broadcast/{_channel}");
        LookAtHistory();
    }

    // Immediately after a publication; the listeners are read at the next tick, once they have had time to receive it.
    private void LookAtHistory()
    {
        var channel = Directory.Channels.FirstOrDefault(channel => channel.Name == _channel);
        _head = channel?.Head ?? 0;
        _kept = channel is null ? 0 : channel.Head - channel.Oldest + 1;
        (_gapsTold, _missed, _unknown) = (channel?.Gaps ?? 0, channel?.Missed ?? 0, channel?.GapsOfUnknownSize ?? 0);
    }

    private Task ListenAsync() => CanListen ? ConnectAsync("") : Task.CompletedTask;

    // EventSource does not accept an initial last event ID, so the first request carries it in the URL.
    private Task ResumeAsync() => ConnectAsync($"?lastEventId={Uri.EscapeDataString(LastId!)}");

    private Task StopAsync() => Feed.CloseAsync("button");

    private async Task ConnectAsync(string query)
    {
        if (_heardChannel != _channel)
        {
            _heardChannel = _channel;
            _lastId = null;
            _gaps = new();
            _firstStream = Feed.Stream + 1;
        }

        string[] types = [.. Types, GapNotice.EventType];
        await _stream.ConnectAsync(new(Path + query, types, null) { Notable = [GapNotice.EventType] }, types);
    }

    private void OnItem(long number, FeedItem item)
    {
        if (item.Kind != FeedItemKind.Event || item.Stream < _firstStream)
            return;
        _lastId = item.Id;
        if (item.Type == GapNotice.EventType && GapNotice.Read(item.Data) is { } gap)
            _gaps.Add(gap);
    }

    private void OnClear()
    {
        _stream.Exchange.Clear();
        _gaps = new();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        var stream = _stream.DisposeAsync();
        await base.DisposeAsync();
        await stream;
        GC.SuppressFinalize(this);
    }
}
