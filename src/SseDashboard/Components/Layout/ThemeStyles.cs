using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Rendering;
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

    /// <summary>The style elements, for light or dark.</summary>
    internal string Styles
    {
        get
        {
            string built = BuildMudBlazorScrollbar() + BuildTheme();
            return Shared.GetOrAdd(built, built);
        }
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder __builder) => __builder.AddMarkupContent(0, Styles);
}
