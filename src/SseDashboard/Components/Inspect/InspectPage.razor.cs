using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using SseDashboard.Inspecting;
using SseDashboard.Interop;
using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Components.Inspect;

/// <summary>Shows any stream block by block, and says what is wrong with it.</summary>
public sealed partial class InspectPage
{
    private readonly RequestFields _fields = new();
    private readonly AddressSettings _settings;
    private readonly Uri _own;
    private readonly RecentRequests _recent;
    private readonly IJSRuntime _js;
    private BrowserClient _browser = default!;
    private InspectSession _session = default!;
    private BlockList? _blocks;
    private BlockRow? _selected;
    private string? _problem;

    /// <summary>Prepares the page.</summary>
    public InspectPage(IJSRuntime js, NavigationManager navigation)
    {
        _own = new(navigation.BaseUri);
        _settings = new(navigation);
        _recent = new(js);
        _js = js;
        ReadAddress();
    }

    [Inject]
    private RelayClient Relay { get; set; } = default!;

    [Inject]
    private IOptions<ObservingOptions> Bounds { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool CanConnectAgain => !_session.IsOpen && _session.Connection is not null;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _browser = new(_js, Clock);
        _session = new(Relay.ObserveAsync, Bounds.Value, Clock, LookAgain, _browser.ObserveAsync);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await _recent.LoadAsync();
        await _browser.LoadAsync();
        StateHasChanged();
    }

    // A link only fills the form: a page elsewhere must not make this host send requests.
    private void ReadAddress()
    {
        _fields.Set(new(
            _settings.Read("url", "", _ => true), _settings.Read("method", _fields.Method, method => _fields.Methods.Contains(method)),
            RequestLink.Headers(_settings.Read("headers", "", _ => true)), "")
        {
            Way = RequestLink.Way(_settings.Read("way", "", _ => true)),
            Types = _settings.Read("types", "", _ => true),
            Cookies = RequestLink.Cookies(_settings.Read("cookies", "", _ => true)),
        });
    }

    private void WriteAddress(RequestDraft draft)
    {
        var shared = draft.WithoutSecrets();
        _settings.Write(
            ("url", shared.Address, ""), ("way", Ways.KeyOf(shared.Way), Ways.KeyOf(ObservedWay.Host)), ("method", shared.Method, "GET"),
            ("headers", RequestLink.Lines(shared.Headers), ""), ("types", shared.Types, ""),
            ("cookies", RequestLink.CookiesKey(shared.Cookies), RequestLink.CookiesKey(ObservedCookies.SameOrigin)));
    }

    private Task ConnectToExampleAsync(string address)
    {
        _fields.Set(RequestDraft.Get(address));
        return ConnectAsync();
    }

    private async Task ConnectAsync()
    {
        if (_session.IsOpen)
            return;
        var draft = _fields.ToDraft();
        (var url, _problem) = RequestAddress.Read(draft.Address, _own, draft.Way);
        if (url is null)
            return;
        _selected = null;
        _session.Connect(
            new(url, draft.Method, draft.Headers, draft.Body.Length > 0 ? draft.Body : null, draft.Way)
            {
                Cookies = draft.Cookies,
                Listeners = Ways.Listeners(draft.Way, draft.Types),
                Origin = draft.Way == ObservedWay.Host ? null : _own.GetLeftPart(UriPartial.Authority),
            },
            hostReadsToo: draft.Way == ObservedWay.EventSource && _fields.HostReadsToo);
        WriteAddress(draft);
        await _recent.AddAsync(draft);
    }

    private void ConnectAgain()
    {
        _selected = null;
        _session.ConnectAgain();
    }

    // The button that had the focus is gone with the details.
    private async Task DismissAsync()
    {
        _selected = null;
        if (_blocks is not null)
            await _blocks.FocusAsync();
    }

    private void ClearProblem() => _problem = null;

    /// <inheritdoc/>
    protected override void Look() => _session.Look();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _browser.DisposeAsync();
        await _recent.DisposeAsync();
    }
}
