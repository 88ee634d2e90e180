using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Components.Pages;
using SseDashboard.Hosting.Circuits;

namespace SseDashboard.Components.Tests;

public sealed class PageBoundTests : StreamContext
{
    [Fact]
    public void Pages_OpenKeptAndRefused_ShowBesideTheOtherBoundsAndFollow()
    {
        Settings["Circuits:Max"] = "3";
        var places = Services.GetRequiredService<CircuitPlaces>();
        Assert.True(places.TryTake());
        var page = Render<ConnectionsPage>();
        Assert.Equal("1 of 3 pages", Bound(page).GetAttribute("aria-valuetext"));

        Assert.True(places.TryTake());
        places.CountDisconnected(1);
        places.CountRefusal();
        PassASecond();

        page.WaitForAssertion(() => Assert.Equal("2 of 3 pages", Bound(page).GetAttribute("aria-valuetext")));
        Assert.Contains("1 of 100 disconnected, 1 refused", Bound(page).ParentElement!.TextContent, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Bound(IRenderedComponent<ConnectionsPage> page) =>
        page.Find("[role=meter][aria-label='Dashboard pages']");
}
