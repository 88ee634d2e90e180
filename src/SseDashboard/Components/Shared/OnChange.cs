using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace SseDashboard.Components.Shared;

/// <summary>
/// Renders its content again only after a change of the values that it shows. A page renders with every report of its stream, up to
/// 20 times a second, and the fields of a form would each time be rendered as well.
/// </summary>
public sealed class OnChange : ComponentBase
{
    private object? _rendered;

    /// <summary>All values that the content depends on, as a tuple.</summary>
    [Parameter, EditorRequired]
    public object? Of { get; set; }

    /// <summary>The content.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <inheritdoc/>
    protected override bool ShouldRender() => !Equals(Of, _rendered);

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _rendered = Of;
        builder.AddContent(0, ChildContent);
    }
}
