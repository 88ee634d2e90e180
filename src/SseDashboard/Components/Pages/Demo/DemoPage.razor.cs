using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using MudBlazor;
using SseDashboard.Components.Log;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Interop;
using SseDashboard.Streams;

namespace SseDashboard.Components.Pages;

/// <summary>The document's stream, live, with its log, both ends of the exchange, and the console.</summary>
public sealed partial class DemoPage : IAsyncDisposable
{
    private const string Final = "final";

    // About twenty types.
    private const int LongestTypes = 500;

    private static readonly string[] Methods = ["GET", "POST"];

    // Milliseconds; none for the server's own interval.
    private static readonly string[] Heartbeats = ["", "500", "1000", "0"];

    // The types that the document's client listens for, besides message.
    private const string DocumentTypes = "init, error, final";

    private readonly string _url;
    private readonly AddressSettings _address;
    private readonly WatchedStream _stream;
    private readonly InheritedIds _inherited;
    private string _method;
    private string _heartbeat;
    private string _types;
    private string _body;
    private bool _closeOnFinal;
    private bool _reconnect;
    private bool _settingsAreOpen;
    private long? _selected;
    private EventLog _log = default!;

    public DemoPage(IJSRuntime js, NavigationManager navigation, WireTaps taps, TimeProvider clock)
    {
        _url = new Uri(navigation.BaseUri).AbsolutePath + "sse";
        _stream = new(js, taps, clock, InvokeAsync, DispatchExceptionAsync);
        _stream.Changed += StateHasChanged;
        _inherited = new(_stream.Exchange);

        _address = new(navigation);
        _method = _address.Read("method", "GET", value => value is "GET" or "POST");
        _heartbeat = _address.Read("heartbeat", "", value => value is "500" or "1000" or "0");
        _types = _address.Read("types", DocumentTypes, value => value.Length <= LongestTypes);
        _body = _address.Read("body", PostBody.Example, value => value.Length <= CircuitText.Longest);
        _closeOnFinal = _address.Read("closeOnFinal", true);
        _reconnect = _address.Read("reconnect", false);
    }

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private IOptions<StreamOptions> Options { get; set; } = default!;

    [Inject]
    private PageReturn Return { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    private Dictionary<string, object?> SettingsAttributes => new()
    {
        ["aria-expanded"] = _settingsAreOpen ? "true" : "false",
        ["aria-controls"] = "settings",
    };

    private BrowserFeed Feed => _stream.Feed;

    private bool IsPost => _method == "POST";

    private string? CloseOn => _closeOnFinal ? Final : null;

    private string? Warning => (_closeOnFinal, IsPost, _reconnect) switch
    {
        (true, _, _) => null,
        (_, true, false) => "Close on final is off: the stream stays open until the server ends it. The page does not send the request again.",
        (_, true, true) => "Close on final is off: the page sends the request again each time the server ends the stream, until you press Close.",
        _ => "Close on final is off: the browser reconnects each time the server ends the stream (Chromium after 3 s, Firefox after 5 s), until you press Close.",
    };

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        _address.Write(
            ("method", _method, "GET"),
            ("heartbeat", _heartbeat, ""),
            ("types", _types, DocumentTypes),
            ("body", _body, PostBody.Example),
            ("closeOnFinal", AddressSettings.Of(_closeOnFinal), AddressSettings.Of(true)),
            ("reconnect", AddressSettings.Of(_reconnect), AddressSettings.Of(false)));
        if (firstRender && await Return.TakeStreamAsync() is not null)
            await ReopenAsync();
    }

    private async Task ReopenAsync()
    {
        // A POST may not be safe to repeat (RFC 9110, section 9.2.2).
        if (IsPost && !_reconnect)
        {
            Snackbar.Add($"The POST stream of {_url} was cut off. Press Connect to send the request again.", Severity.Warning);
            return;
        }

        Snackbar.Add($"The stream of {_url} was cut off, and begins again from the start.", Severity.Info);
        await ConnectAsync();
    }

    private Task ConnectAsync() => IsPost
        ? _stream.ConnectAsync(
            new(_url, [], CloseOn) { Method = _method, Body = _body, Headers = PostBody.Headers, Reconnect = _reconnect, Console = true }, null)
        : _stream.ConnectAsync(
            new(_heartbeat.Length == 0 ? _url : $"{_url}?heartbeatMs={_heartbeat}", Types(), CloseOn) { Console = true }, Types());

    private string[] Types() =>
        _types.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string HeartbeatText(string? milliseconds) => milliseconds switch
    {
        "500" => "0.5 s",
        "1000" => "1 s",
        "0" => "off",
        _ when Options.Value.HeartbeatInterval == TimeSpan.Zero => "default (off)",
        _ => $"default ({Quantity.Time(Options.Value.HeartbeatInterval)})",
    };

    private async Task ShowDocumentAsync() => await Dialogs.ShowAsync<DocumentDialog>(
        "The document", new DialogOptions { MaxWidth = MaxWidth.Medium, CloseOnEscapeKey = true });

    private Task CloseAsync() => Feed.CloseAsync("button");

    private async Task DismissAsync()
    {
        _selected = null;
        await _log.FocusAsync();
    }

    private Task SetCloseOnFinalAsync(bool value)
    {
        _closeOnFinal = value;
        return Feed.SetCloseOnAsync(CloseOn);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Feed.IsActive)
            Snackbar.Add($"The stream of {_url} was closed because you left the page.");
        return _stream.DisposeAsync();
    }
}
