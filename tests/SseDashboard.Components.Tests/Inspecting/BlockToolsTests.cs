using Bunit;
using MudBlazor;
using SseDashboard.Components.Inspect;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class BlockToolsTests : DashboardContext
{
    // A button that is rendered gets another event handler.
    [Fact]
    public void Buttons_AreRenderedForAChangeOnly()
    {
        var tools = Render<BlockTools>(p => Set(p, isPaused: false));
        tools.Render(p => Set(p, isPaused: false));
        Assert.All(tools.FindComponents<MudButton>(), button => Assert.Equal(1, button.RenderCount));

        tools.Render(p => Set(p, isPaused: true));
        Assert.Equal("Resume", tools.Find("[data-shortcut=p]").TextContent.Trim());
    }

    private static void Set(ComponentParameterCollectionBuilder<BlockTools> parameters, bool isPaused) => parameters
        .Add(tools => tools.IsPaused, isPaused).Add(tools => tools.IsFiltered, false).Add(tools => tools.IsFilterOpen, false);
}
