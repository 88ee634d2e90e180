using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Components.Layout;

/// <summary>The frame of every page: the bar, the theme, and what is shown when a page fails.</summary>
public sealed partial class MainLayout(IJSRuntime js) : IAsyncDisposable
{
    private readonly JsHandle _theme = new(js, "./js/dashboard/theme.js");
    private bool _isDark;
    private bool _isKnown;
    private ErrorBoundary? _boundary;
    private DotNetObjectReference<MainLayout>? _self;

    private Dictionary<string, object?> ThemeLabel => new() { ["aria-label"] = _isDark ? "Light theme" : "Dark theme" };

    /// <summary>Takes the theme at the start, and the system's preference while the person has chosen nothing here.</summary>
    [JSInvokable]
    public void OnTheme(bool isDark)
    {
        (_isDark, _isKnown) = (isDark, true);
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await _theme.StartAsync(_self = DotNetObjectReference.Create(this));
        // The browser has told the theme by now, unless it could not; a page in the wrong colours is better than none.
        if (!_isKnown)
            OnTheme(false);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _boundary?.Recover();

    private async Task ToggleThemeAsync()
    {
        _isDark = !_isDark;
        if (_theme.Module is { } module)
            await module.InvokeVoidAsync("choose", _isDark);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _theme.DisposeAsync();
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
