using Microsoft.AspNetCore.Components;

namespace SseDashboard.Components.Shared;

/// <summary>A component that renders again when a model tells it to.</summary>
public abstract class RefreshedComponent : ComponentBase
{
    /// <summary>Renders again. Can be called from any thread; a failure goes to the error boundary around the component.</summary>
    protected void Refresh() => _ = RefreshAsync();

    private async Task RefreshAsync()
    {
        try
        {
            await InvokeAsync(StateHasChanged);
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }
}
