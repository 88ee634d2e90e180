using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Labs;
using SseDashboard.Streams;

namespace SseDashboard.Components.Pages;

/// <summary>A stream at a chosen rate, and what becomes of its events on their way to the screen.</summary>
public sealed partial class LoadPage : IAsyncDisposable
{
    private const string Done = "done";

    // A number with a sign, and room to correct it; a message too large for the circuit would end it.
    private const int LongestNumber = 12;

    private static readonly string[] Types = [Done];

    private readonly string _url;
    private readonly QueryCollection _query;
    private readonly WatchedStream _stream;
    private bool _isBurst;
    private int _rate = 5_000;
    private int _seconds = 10;
    private int _burst = 10_000;
    private int _size = 100;
    private long? _selected;
    private string? _wrongAddress;
    private long _taken;
    private long _lost;

    public LoadPage(IJSRuntime js, NavigationManager navigation, WireTaps taps, TimeProvider clock)
    {
        _url = new Uri(navigation.BaseUri).AbsolutePath + "labs/load";
        _stream = new(js, taps, clock, InvokeAsync, DispatchExceptionAsync);
        _stream.Changed += StateHasChanged;
        Feed.ItemAdded += OnItem;
        _query = new QueryCollection(QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query));
    }

    [Inject]
    private IOptions<LoadOptions> Options { get; set; } = default!;

    private LoadOptions Bounds => Options.Value;

    private BrowserFeed Feed => _stream.Feed;

    // The address can name a load, as that of the endpoint does.
    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (_query.Count == 0)
            return;
        var (load, refusal) = Labs.Load.FromQuery(_query, Bounds);
        _wrongAddress = refusal?.Detail;
        if (load is null)
            return;
        _size = load.Size;
        _isBurst = load.Rate is null;
        if (load.Rate is { } rate)
            (_rate, _seconds) = (rate, (int)(load.Events / rate));
        else
            _burst = (int)load.Events;
    }

    private void OnItem(long number, FeedItem item)
    {
        if (item is { Kind: FeedItemKind.Event, Type: not Done })
            _taken++;
        else if (item.Kind == FeedItemKind.Lost)
            _lost += item.Count;
    }

    private Task StartAsync()
    {
        (_taken, _lost) = (0, 0);
        string query = _isBurst ? $"burst={_burst}" : $"rate={_rate}&seconds={_seconds}";
        return _stream.ConnectAsync(new($"{_url}?{query}&size={_size}", Types, Done), Types);
    }

    private Task StopAsync() => Feed.CloseAsync("button");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
