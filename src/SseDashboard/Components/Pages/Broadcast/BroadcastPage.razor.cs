using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using SseDashboard.Broadcast;
using SseDashboard.Components.Log;
using SseDashboard.Components.Shared;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Hosts;
using SseDashboard.Interop;
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

    private const string DefaultChannel = "news";
    private const string DefaultTypes = "alert";

    private readonly AddressSettings _address;
    private readonly string _base;
    private readonly Uri _root;
    private readonly WatchedStream _stream;
    private readonly InheritedIds _inherited;
    private string _channel;
    private string _types;
    private string? _heardChannel;
    private string? _lastId;
    private int _firstStream;
    private long? _selected;
    private EventLog _log = default!;
    private string _url = "";
    private GapTally _gaps = new();
    private EventStreamInfo[] _listeners = [];
    private HostsNow? _hosts;
    private bool _holdsHistory;
    private long _head, _kept, _gapsTold, _missed, _unknown;

    public BroadcastPage(IJSRuntime js, NavigationManager navigation, WireTaps taps, TimeProvider clock)
    {
        _root = new(navigation.BaseUri);
        _base = _root.AbsolutePath;
        _stream = new(js, taps, clock, InvokeAsync, DispatchExceptionAsync);
        _stream.Changed += StateHasChanged;
        _inherited = new(_stream.Exchange);
        Feed.ItemAdded += OnItem;

        _address = new(navigation);
        _channel = _address.Read("channel", DefaultChannel, value => value.Length <= LongestChannel);
        _types = _address.Read("types", DefaultTypes, value => value.Length <= LongestTypes);
    }

    [Inject]
    private PageReturn Return { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ConnectionRegistry Registry { get; set; } = default!;

    [Inject]
    private StreamsOverview Overview { get; set; } = default!;

    [Inject]
    private BroadcastChannels Directory { get; set; } = default!;

    [Inject]
    private SharedHosts AllHosts { get; set; } = default!;

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
        _hosts = AllHosts.Look();
        LookAtHistory();
    }

    // Immediately after a publication; the listeners are read at the next tick, once they have had time to receive it.
    private void LookAtHistory()
    {
        var channel = Directory.Channels.FirstOrDefault(channel => channel.Name == _channel);
        // A host without listeners holds nothing of a channel that it shares.
        _holdsHistory = _hosts is null || channel is { Epoch.Length: > 0 };
        _head = channel?.Head ?? 0;
        _kept = channel is null ? 0 : channel.Head - channel.Oldest + 1;
        (_gapsTold, _missed, _unknown) = (channel?.Gaps ?? 0, channel?.Missed ?? 0, channel?.GapsOfUnknownSize ?? 0);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        _address.Write(("channel", _channel, DefaultChannel), ("types", _types, DefaultTypes));
        if (!firstRender || await Return.TakeStreamAsync() is not { } stream || !CanListen)
            return;
        Snackbar.Add(
            $"The stream of {Path} is open again. If it missed events, it begins with a gap event that says how many.", Severity.Info);
        await ConnectAsync(stream.LastId.Length == 0 ? "" : ResumingAfter(stream.LastId));
    }

    private Task ListenAsync() => CanListen ? ConnectAsync("") : Task.CompletedTask;

    // EventSource does not accept an initial last event ID, so the first request carries it in the URL.
    private Task ResumeAsync() => ConnectAsync(ResumingAfter(LastId!));

    private static string ResumingAfter(string id) => $"?lastEventId={Uri.EscapeDataString(id)}";

    private Task StopAsync() => Feed.CloseAsync("button");

    private async Task DismissAsync()
    {
        _selected = null;
        await _log.FocusAsync();
    }

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
        if (Feed.IsActive)
            Snackbar.Add($"The stream of {_base}broadcast/{_heardChannel} was closed because you left the page.");
        var stream = _stream.DisposeAsync();
        await base.DisposeAsync();
        await stream;
        GC.SuppressFinalize(this);
    }
}
