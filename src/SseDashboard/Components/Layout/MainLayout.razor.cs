using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using SseDashboard.Feed;

namespace SseDashboard.Components.Layout;

/// <summary>The frame of every page: the bar, the theme, and what is shown when a page fails.</summary>
public sealed partial class MainLayout(IJSRuntime js) : IAsyncDisposable
{
    private bool _isDark;
    private ErrorBoundary? _boundary;
    private DotNetObjectReference<MainLayout>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _watch;

    private Dictionary<string, object?> ThemeLabel => new() { ["aria-label"] = _isDark ? "Light theme" : "Dark theme" };

    /// <summary>Follows the system's preference while the person has chosen nothing here.</summary>
    [JSInvokable]
    public void OnSystemTheme(bool isDark)
    {
        _isDark = isDark;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _module = await js.InvokeAsync<IJSObjectReference>("import", "./js/theme.js");
        _self = DotNetObjectReference.Create(this);
        _watch = await _module.InvokeAsync<IJSObjectReference>("start", _self);
        OnSystemTheme(await _module.InvokeAsync<bool>("isDark"));
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _boundary?.Recover();

    private async Task ToggleThemeAsync()
    {
        _isDark = !_isDark;
        if (_module is not null)
            await _module.InvokeVoidAsync("choose", _isDark);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await JsReference.IfConnected(async () =>
            {
                if (_watch is not null)
                {
                    await _watch.InvokeVoidAsync("stop");
                    await _watch.DisposeAsync();
                }

                if (_module is not null)
                    await _module.DisposeAsync();
            });
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
