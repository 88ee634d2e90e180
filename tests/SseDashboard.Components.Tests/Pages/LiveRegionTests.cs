using Bunit;
using SseDashboard.Components.Pages;

namespace SseDashboard.Components.Tests;

/// <summary>A text is announced if its region was there before it.</summary>
public sealed class LiveRegionTests : StreamContext
{
    [Fact]
    public void DropOutcome_BeforeTheFirstDrop_IsAnEmptyRegion()
    {
        var region = Render<ConnectionsPage>().Find("[role=status][data-testid=drop-outcome]");

        Assert.Empty(region.TextContent);
    }
}
