using Bunit;
using SseDashboard.Components.Layout;

namespace SseDashboard.Components.Tests;

public sealed class PagesDrawerTests : DashboardContext
{
    // Otherwise each page keeps the trees of its links twice, 40 kB.
    [Fact]
    public void Links_WhenTheDrawerOpensAndCloses_AreNotRenderedAgain()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        var drawer = Render<PagesDrawer>(parameters => parameters.Add(pages => pages.Open, true));
        Assert.Contains("Load lab", drawer.Markup, StringComparison.Ordinal);

        drawer.Render(parameters => parameters.Add(pages => pages.Open, false));

        Assert.True(drawer.Find("#pages").HasAttribute("inert"));
        Assert.Equal(1, drawer.FindComponent<MudBlazor.MudNavMenu>().RenderCount);
    }
}
