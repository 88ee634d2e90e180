using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Components.Layout;

/// <summary>The frame of every page: the app bar, the theme, and the message for a page that failed.</summary>
public sealed partial class MainLayout(IJSRuntime js) : IAsyncDisposable
{
    private readonly JsModule _theme = new(js, "./js/dashboard/theme.js");
    private bool _isDark;
    private bool _isKnown;
    private ErrorBoundary? _boundary;
    private DotNetObjectReference<MainLayout>? _self;

    private Dictionary<string, object?> ThemeLabel => new() { ["aria-label"] = _isDark ? "Light theme" : "Dark theme" };

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
        if (!firstRender)
            return;
        await _theme.StartAsync(_self = DotNetObjectReference.Create(this));
        // The module reports the theme before it returns, unless it failed. A page in the wrong colours is better than none.
        if (!_isKnown)
            OnTheme(false);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _boundary?.Recover();

    private Task ToggleThemeAsync()
    {
        bool isDark = _isDark = !_isDark;
        return _theme.UseAsync(module => module.InvokeVoidAsync("choose", isDark).AsTask());
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
