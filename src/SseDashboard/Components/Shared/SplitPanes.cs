using MudBlazor;

namespace SseDashboard.Components.Shared;

/// <summary>
/// Two panes with a bar between them that can be dragged, or moved with the arrow keys. On a narrow page, they are laid out as if
/// there was no bar (app.css).
/// </summary>
public sealed class SplitPanes : MudSplitPanel
{
    /// <summary>Two panes of the same size.</summary>
    public SplitPanes()
    {
        Class = "split";
        Transparent = true;
        // CSS pixels: the space between panels elsewhere, and a log that still shows its data.
        PanelGap = 12;
        MinPanelSize = 240;
    }

    // MudSplitPanel calls the browser here, to repeat what never changes; and the pages render up to 20 times a second.
    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => Task.CompletedTask;
}
