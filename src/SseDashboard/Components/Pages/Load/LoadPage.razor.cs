using Microsoft.AspNetCore.Components;
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
    private readonly WatchedStream _stream;
    private bool _isBurst;
    private int _rate = 1_000;
    private int _seconds = 10;
    private int _burst = 10_000;
    private int _size = 100;
    private long? _selected;

    public LoadPage(IJSRuntime js, NavigationManager navigation, WireTaps taps, TimeProvider clock)
    {
        _url = new Uri(navigation.BaseUri).AbsolutePath + "labs/load";
        _stream = new(js, taps, clock, InvokeAsync, DispatchExceptionAsync);
        _stream.Changed += StateHasChanged;
    }

    [Inject]
    private IOptions<LoadOptions> Options { get; set; } = default!;

    private LoadOptions Bounds => Options.Value;

    private BrowserFeed Feed => _stream.Feed;

    private Task StartAsync()
    {
        string query = _isBurst ? $"burst={_burst}" : $"rate={_rate}&seconds={_seconds}";
        return _stream.ConnectAsync(new($"{_url}?{query}&size={_size}", Types, Done), Types);
    }

    private Task StopAsync() => Feed.CloseAsync("button");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
