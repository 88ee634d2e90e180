using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;
using MudBlazor;
using SseDashboard.Display;

namespace SseDashboard.Components.Layout;

/// <summary>
/// The style sheet of the dashboard's theme. MudBlazor's component keeps a text of its own in each page's render tree, 24 kB; here
/// all pages share one text for light and one for dark.
/// </summary>
public sealed class ThemeStyles : MudThemeProvider
{
    private static readonly ConcurrentDictionary<string, string> Shared = new(StringComparer.Ordinal);

    /// <summary>Selects the dashboard's theme.</summary>
    public ThemeStyles() => Theme = DashboardTheme.Instance;

    /// <summary>What MudBlazor's component renders, as one shared text.</summary>
    internal string Text()
    {
        using var own = new RenderTreeBuilder();
        base.BuildRenderTree(own);
#pragma warning disable BL0006 // The frames are only read, and a test compares the result with MudBlazor's.
        var frames = own.GetFrames();
        string text = string.Concat(frames.Array.Take(frames.Count)
            .Where(frame => frame.FrameType == RenderTreeFrameType.Markup).Select(frame => frame.MarkupContent));
#pragma warning restore BL0006
        return Shared.GetOrAdd(text, text);
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder __builder) => __builder.AddMarkupContent(0, Text());
}
