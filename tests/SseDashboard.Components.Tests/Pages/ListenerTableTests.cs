using Bunit;
using SseDashboard.Components.Pages;

namespace SseDashboard.Components.Tests;

/// <summary>The table of a channel's listeners.</summary>
public sealed class ListenerTableTests : StreamContext
{
    [Fact]
    public void Filter_ByAddressOrNumber_ShowsTheMatchingOnesAndHowManyOfAll()
    {
        _ = ListenTo("news", "192.0.2.7");
        _ = ListenTo("news", "192.0.2.8");
        var page = Render<BroadcastPage>();

        PublishingPage.Field(page, "Filter listeners").Input("2.8");
        Assert.Equal("#2", Assert.Single(page.FindAll(".listener-row")).QuerySelector("td")!.TextContent.Trim());
        Assert.Equal("1 of 2 listeners", page.Find("[data-testid=listener-count]").TextContent);

        PublishingPage.Field(page, "Filter listeners").Input("#1");
        Assert.Equal("#1", Assert.Single(page.FindAll(".listener-row")).QuerySelector("td")!.TextContent.Trim());

        PublishingPage.Field(page, "Filter listeners").Input("<elsewhere>");
        Assert.Contains("None of the 2 listeners has <elsewhere>", page.Find(".listeners .empty").TextContent, StringComparison.Ordinal);
    }
}
