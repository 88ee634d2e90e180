using Bunit;
using SseDashboard.Components.Pages;

namespace SseDashboard.Components.Tests;

/// <summary>The table of all streams.</summary>
public sealed class StreamTableTests : StreamContext
{
    [Fact]
    public void SortButtons_AreNamedAfterTheirColumns()
    {
        var page = Render<ConnectionsPage>();

        Assert.Equal(
            ["Stream", "Address", "Path", "Last id", "Age", "Events", "Body", "Lag", "Blocked for", "Heartbeat in", "Ends in"],
            page.FindAll(".streams th button.sort").Select(button => button.TextContent));
        page.FindAll(".streams th button.sort").Single(button => button.TextContent == "Path").Click();
        Assert.Equal("ascending", page.FindAll(".streams th").Single(header => header.TextContent.Trim() == "Path").GetAttribute("aria-sort"));
    }
}
