using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using SseDashboard.Components.Shared;
using SseDashboard.Interop;

namespace SseDashboard.Components.Layout;

/// <summary>The frame of every page: the app bar, the drawer, the theme, and the message for a page that failed.</summary>
public sealed partial class MainLayout(IJSRuntime js, NavigationManager navigation) : IAsyncDisposable
{
    /// <summary>The module of the keys that work on every page.</summary>
    internal const string KeysModule = "./js/keys/page-keys.js";

    private static readonly Dictionary<string, object?> KeyboardAttributes = new() { ["data-shortcut"] = "?", ["aria-haspopup"] = "dialog" };

    private readonly JsModule _theme = new(js, "./js/dashboard/theme.js");
    private readonly JsModule _keys = new(js, KeysModule);
    private bool _isDark;
    private bool _isKnown;
    // The drawer closes itself on a narrow screen.
    private bool _pagesAreOpen = true;
    private bool _isNarrow;
    private bool _pagesTakeFocus;
    // Where the drawer was opened over the page; null while it does not cover the page.
    private string? _openedAt;
    private IconButton _menu = default!;
    private PagesDrawer _pages = default!;
    private ErrorBoundary? _boundary;
    private DotNetObjectReference<MainLayout>? _self;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private Dictionary<string, object?> MenuAttributes => new()
    {
        ["aria-expanded"] = _pagesAreOpen ? "true" : "false",
        ["aria-controls"] = PagesDrawer.Id,
    };

    private Dictionary<string, object?> CoveredAttributes => new() { ["inert"] = _openedAt is not null };

    /// <summary>Called by the browser with the theme: at the start, and when the system's preference changes.</summary>
    [JSInvokable]
    public void OnTheme(bool isDark)
    {
        (_isDark, _isKnown) = (isDark, true);
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Only now is the drawer no longer inert.
        if (_pagesTakeFocus)
        {
            _pagesTakeFocus = false;
            await _pages.FocusAsync();
        }

        if (!firstRender)
            return;
        await _theme.StartAsync(_self = DotNetObjectReference.Create(this));
        // The module reports the theme before it returns, unless it failed. A page in the wrong colours is better than none.
        if (!_isKnown)
            OnTheme(false);
        await _keys.StartAsync();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _boundary?.Recover();

    private Task ToggleThemeAsync()
    {
        bool isDark = _isDark = !_isDark;
        return _theme.UseAsync(module => module.InvokeVoidAsync("choose", isDark).AsTask());
    }

    private void TogglePages()
    {
        _pagesAreOpen = !_pagesAreOpen;
        _pagesTakeFocus = _pagesAreOpen && _isNarrow;
        _openedAt = _pagesTakeFocus ? navigation.Uri : null;
    }

    // The drawer closed itself: after a navigation the new page takes the focus, else the button that opened the drawer.
    private async Task OnPagesAsync(bool open)
    {
        bool gaveUp = !open && _openedAt == navigation.Uri;
        _pagesAreOpen = open;
        _openedAt = open ? _openedAt : null;
        if (gaveUp)
            await _menu.FocusAsync();
    }

    // A window that changes its width also opens or closes the drawer, a moment before or after.
    private void OnNarrow(bool isNarrow)
    {
        _isNarrow = isNarrow;
        _openedAt = isNarrow ? _openedAt : null;
    }

    private async Task ShowKeyboardAsync() => await Dialogs.ShowAsync<KeyboardDialog>(
        "Keyboard", new DialogOptions { CloseOnEscapeKey = true });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _keys.DisposeAsync();
            await _theme.DisposeAsync();
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
