using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Broadcast;
using SseDashboard.Components.Broadcasts;
using SseDashboard.Components.Live;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Pages;

/// <summary>A broadcast channel from both sides: publish to it, listen to it, and see how far each listener lags.</summary>
public sealed partial class Broadcaster : LiveComponent
{
    private readonly string _base;
    private readonly Uri _root;
    private readonly BrowserFeed _feed;
    private string _channel = "news";
    private string _types = "alert";
    private string? _heardChannel;
    private string? _lastId;
    private int _firstStream;
    private long? _selected;
    private string _url = "";
    private GapNotice[] _gaps = [];
    private ConnectionInfo[] _listeners = [];
    private long _head, _kept, _gapsTold, _missed;

    public Broadcaster(IJSRuntime js, NavigationManager navigation)
    {
        _root = new(navigation.BaseUri);
        _base = _root.AbsolutePath;
        _feed = new(js);
        _feed.Changed += OnFeedChanged;
    }

    [Inject]
    private ConnectionRegistry Registry { get; set; } = default!;

    [Inject]
    private ChannelDirectory Directory { get; set; } = default!;

    private string Path => $"{_base}broadcast/{_channel}";

    private string? ChannelError => Publisher.Check(_channel)?.Detail;

    private bool CanListen => !_feed.IsActive && ChannelError is null;

    private FeedItem? SelectedItem => _selected is { } number ? _feed.Items.Find(number) : null;

    /// <summary>Where this page left off in the channel that is chosen now.</summary>
    private string? LastId => _heardChannel == _channel ? _lastId : null;

    private string[] Types => _types.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc/>
    protected override void Look()
    {
        _url = new Uri(_root, $"broadcast/{_channel}").ToString();
        string path = $"/broadcast/{_channel}";
        _listeners = [.. Registry.Snapshot().Where(stream => stream.Path == path)];
        var channel = Directory.Channels.FirstOrDefault(channel => channel.Name == _channel);
        _head = channel?.Head ?? 0;
        _kept = channel is null ? 0 : channel.Head - channel.Oldest + 1;
        (_gapsTold, _missed) = (channel?.Gaps ?? 0, channel?.Missed ?? 0);
    }

    private Task ListenAsync() => CanListen ? ConnectAsync("") : Task.CompletedTask;

    // An EventSource cannot be given an id to start with, so a first connection carries it in its URL.
    private Task ResumeAsync() => ConnectAsync($"?lastEventId={Uri.EscapeDataString(LastId!)}");

    private Task StopAsync() => _feed.CloseAsync("button");

    private async Task ConnectAsync(string query)
    {
        if (_heardChannel != _channel)
        {
            _heardChannel = _channel;
            _lastId = null;
            _gaps = [];
            _firstStream = _feed.Stream + 1;
        }

        await _feed.ConnectAsync(new(Path + query, [.. Types, GapNotice.Type], null));
    }

    private void OnFeedChanged()
    {
        var heard = _feed.Items.Snapshot().Select(row => row.Value)
            .Where(item => item.Kind == FeedItemKind.Event && item.Stream >= _firstStream).ToArray();
        if (heard.Length > 0)
            _lastId = heard[^1].Id;
        _gaps = [.. heard.Where(item => item.Type == GapNotice.Type).Select(item => GapNotice.Read(item.Data)).OfType<GapNotice>()];
        StateHasChanged();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _feed.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
