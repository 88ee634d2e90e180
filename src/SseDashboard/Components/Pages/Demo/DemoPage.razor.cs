using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Pages;

/// <summary>The document, live: its stream, its log, its console.</summary>
public sealed partial class DemoPage : IAsyncDisposable
{
    private const string Final = "final";

    // About twenty types.
    private const int LongestTypes = 500;

    private readonly string _url;
    private readonly WatchedStream _stream;
    private string _method = "GET";
    private string _heartbeat = "";
    // The types that the document's client listens for, besides message.
    private string _types = "init, error, final";
    private string _body = PostBody.Example;
    private bool _closeOnFinal = true;
    private bool _reconnect;
    private long? _selected;

    public DemoPage(IJSRuntime js, NavigationManager navigation, WireTaps taps, TimeProvider clock)
    {
        _url = new Uri(navigation.BaseUri).AbsolutePath + "sse";
        _stream = new(js, taps, clock, InvokeAsync, DispatchExceptionAsync);
        _stream.Changed += StateHasChanged;
    }

    private BrowserFeed Feed => _stream.Feed;

    private bool IsPost => _method == "POST";

    private string? CloseOn => _closeOnFinal ? Final : null;

    private string? Warning => (_closeOnFinal, IsPost, _reconnect) switch
    {
        (true, _, _) => null,
        (_, true, false) => "Nobody closes the stream on final now. It ends when the server ends it, and the request is not sent again.",
        (_, true, true) => "Nobody closes the stream on final now: unless you do, the page sends the request again after its end, again and again.",
        _ => "Nobody closes the stream on final now: unless you do, the browser reconnects 3 s after its end, again and again.",
    };

    private Task ConnectAsync() => IsPost
        ? _stream.ConnectAsync(
            new(_url, [], CloseOn) { Method = _method, Body = _body, Headers = PostBody.Headers, Reconnect = _reconnect, Console = true }, null)
        : _stream.ConnectAsync(
            new(_heartbeat.Length == 0 ? _url : $"{_url}?heartbeatMs={_heartbeat}", Types(), CloseOn) { Console = true }, Types());

    private string[] Types() =>
        _types.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Task CloseAsync() => Feed.CloseAsync("button");

    private Task SetCloseOnFinalAsync(bool value)
    {
        _closeOnFinal = value;
        return Feed.SetCloseOnAsync(CloseOn);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
