using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using SseDashboard.Components.Shared;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Labs;
using SseDashboard.Streams;
using SseDashboard.Watching;

namespace SseDashboard.Components.Pages;

/// <summary>A stream at a chosen rate, and what becomes of its events on their way to the screen.</summary>
public sealed partial class LoadPage : LiveComponent
{
    private const string Done = "done";

    private static readonly string[] Types = [Done];

    private readonly string _url;
    private readonly QueryCollection _query;
    private readonly WatchedStream _stream;
    private readonly LoadMeter _meter;
    private bool _isBurst;
    private int _rate = 1_000;
    private int _seconds = 10;
    private int _burst = 10_000;
    private int _size = 100;
    private long? _selected;
    private string? _wrongAddress;
    private long _taken, _lost;
    private long _hostHeap, _hostMemory;
    private int _pages;

    public LoadPage(IJSRuntime js, NavigationManager navigation, WireTaps taps, TimeProvider clock)
    {
        _url = new Uri(navigation.BaseUri).AbsolutePath + "labs/load";
        _query = new(QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query));
        _stream = new(js, taps, clock, InvokeAsync, DispatchExceptionAsync);
        _stream.Changed += StateHasChanged;
        Feed.ItemAdded += OnItem;
        _meter = new(js, clock, () => new(Loads.Find(_meter!.Run)?.Written ?? 0, _taken, Feed.Rows.Dropped, _lost));
        _meter.Changed += StateHasChanged;
    }

    [Inject]
    private IOptions<LoadOptions> Options { get; set; } = default!;

    [Inject]
    private RunningLoads Loads { get; set; } = default!;

    [Inject]
    private CircuitPlaces Circuits { get; set; } = default!;

    private LoadOptions Bounds => Options.Value;

    private BrowserFeed Feed => _stream.Feed;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        if (_query.Count > 0)
            ReadAddress();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _meter.StartAsync();
    }

    /// <inheritdoc/>
    protected override void Look() =>
        (_hostHeap, _hostMemory, _pages) = (GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet, Circuits.Connected);

    // The page's address can name a load in the terms of the endpoint, so that it can be shared.
    private void ReadAddress()
    {
        var (load, refusal) = Labs.Load.FromQuery(_query, Bounds);
        _wrongAddress = refusal?.Detail;
        if (load is null)
            return;
        (_size, _isBurst) = (load.Size, load.Rate is null);
        if (load.Rate is { } rate)
            (_rate, _seconds) = (rate, (int)(load.Events / rate));
        else
            _burst = (int)load.Events;
    }

    private void OnItem(long number, FeedItem item)
    {
        // The event that ends the stream is not part of the load.
        _taken += item.Kind != FeedItemKind.Event ? item.Events : item.Type == Done ? 0 : 1;
        _lost += item.Kind == FeedItemKind.Lost ? item.Count : 0;
    }

    private async Task StartAsync()
    {
        if (Feed.IsActive)
            return;
        (_taken, _lost, _wrongAddress) = (0, 0, null);
        _stream.Exchange.Clear();
        await Feed.ClearAsync();
        await _meter.ResetAsync();
        string load = _isBurst ? $"burst={_burst}" : $"rate={_rate}&seconds={_seconds}";
        await _stream.ConnectAsync(new($"{_url}?{load}&size={_size}&run={_meter.Run}", Types, Done), Types);
    }

    private Task StopAsync() => Feed.CloseAsync("button");

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        var stream = _stream.DisposeAsync();
        var meter = _meter.DisposeAsync();
        await base.DisposeAsync();
        await stream;
        await meter;
        GC.SuppressFinalize(this);
    }
}
