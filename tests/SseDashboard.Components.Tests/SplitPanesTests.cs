using Bunit;
using SseDashboard.Components.Shared;

namespace SseDashboard.Components.Tests;

/// <summary>Two panes with a bar between them.</summary>
public sealed class SplitPanesTests : DashboardContext
{
    [Fact]
    public void Content_RenderedOften_NeverCallsTheBrowser()
    {
        var panes = Render<SplitPanes>(parameters => parameters.Add(panes => panes.FirstPanel, "0").Add(panes => panes.SecondPanel, "log"));
        int calls = JSInterop.Invocations.Count;

        for (int i = 1; i <= 20; i++)
            panes.Render(parameters => parameters.Add(panes => panes.FirstPanel, $"{i}"));

        Assert.Equal("20", panes.Find(".child-panel").TextContent.Trim());
        Assert.Equal(calls, JSInterop.Invocations.Count);
    }
}
