using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Components.Pages;
using SseDashboard.Hosts;

namespace SseDashboard.Components.Tests;

/// <summary>The pages of a host that shares its broadcasts with others, and of one that does not.</summary>
public sealed class HostsPageTests : StreamContext
{
    private static readonly HostReport Here = new("here", "http://127.0.0.1:3001", TimeSpan.FromMinutes(2), 3, 1, [new("news", 2, 1_204, 0)], 0);
    private static readonly HostReport There = new("there", "http://127.0.0.1:3002", TimeSpan.FromHours(1), 5, 2, [new("news", 4, 1_200, 4)], 1);

    private SharedHosts Hosts => Services.GetRequiredService<SharedHosts>();

    [Fact]
    public void Pages_OfAHostWithoutRedis_ShowNoHosts()
    {
        Assert.Empty(Render<BroadcastPage>().FindAll(".channel-hosts, [data-testid=publish-trouble]"));
        Assert.Empty(Render<ConnectionsPage>().FindAll(".hosts"));
        Assert.Equal("none", Newest(Render<BroadcastPage>()));
    }

    [Fact]
    public void Broadcast_OfAChannelOnTwoHosts_ShowsTheListenersAndTheLagOfEach()
    {
        Answer();
        var page = Render<BroadcastPage>();

        Assert.Equal("6 listeners on 2 hosts", page.Find("[data-testid=all-listeners]").TextContent);
        Assert.Equal([["2", "#1,204", "0"], ["4", "#1,200", "4"]], Rows(page, "channel-host-row"));
        Assert.Equal(["4"], page.FindAll(".channel-hosts td.behind").Select(cell => cell.TextContent));
        Assert.Contains("this host", page.FindAll("[data-testid=channel-host-row]")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Broadcast_OfAChannelThatAReportLeavesOut_DoesNotClaimThatThereAreNoListeners()
    {
        Answer();
        var page = Render<BroadcastPage>();
        PublishingPage.Field(page, "Channel").Input("sport");
        PassASecond();

        page.WaitForAssertion(() => Assert.Equal([["0", "–", "–"], ["unknown", "–", "–"]], Rows(page, "channel-host-row")));
    }

    [Fact]
    public void Broadcast_OfAHostThatHoldsNothing_DoesNotClaimThatTheHistoryIsEmpty()
    {
        Answer();

        Assert.Equal("none held", Newest(Render<BroadcastPage>()));
    }

    [Fact]
    public void Broadcast_WhileRedisHasTrouble_SaysSoAndOffersNoPublishing()
    {
        Answer();
        var page = Render<BroadcastPage>();
        Assert.False(PublishingPage.Button(page, "Publish").HasAttribute("aria-disabled"));

        Hosts.Fail("Redis at r:1 is full.");
        PassASecond();

        page.WaitForAssertion(() => Assert.Contains(
            "Events cannot be published now. Redis at r:1 is full.", page.Find("[data-testid=publish-trouble]").TextContent, StringComparison.Ordinal));
        Assert.True(PublishingPage.Button(page, "Publish").HasAttribute("aria-disabled"));
        Assert.True(PublishingPage.Button(page, "Publish a burst").HasAttribute("aria-disabled"));

        Answer();
        PassASecond();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=publish-trouble]")));
        Assert.False(PublishingPage.Button(page, "Publish").HasAttribute("aria-disabled"));
    }

    [Fact]
    public void Connections_OfTwoHosts_ShowsWhichOneThisIsAndWhatTheOtherHolds()
    {
        Answer(TimeSpan.FromSeconds(3));
        var page = Render<ConnectionsPage>();

        Assert.Equal("2 hosts", page.Find("[data-testid=host-count]").TextContent);
        Assert.Equal(
            [["2 min 00 s", "3", "1", "1", "now"], ["1 h 00 min", "5", "2", "2", "3 s ago"]],
            Rows(page, "host-row"));
        Assert.Equal([true, false], page.FindAll("[data-testid=host-row]").Select(row => row.TextContent.Contains("this host", StringComparison.Ordinal)));
        Assert.Contains("http://127.0.0.1:3002", page.FindAll("[data-testid=host-row]")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Connections_OfAHostOfAnotherVersion_ShowsThatItIsThere()
    {
        Hosts.Answer(new([new("a", true, TimeSpan.Zero, Here), new("b", false, TimeSpan.Zero, null)], null, IsCrowded: true));
        var page = Render<ConnectionsPage>();

        Assert.Contains("another version", page.FindAll("[data-testid=host-row]")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("This host is not listed", page.Find(".hosts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Connections_WhoseHostsFellSilent_ForgetsThemAndSaysWhy()
    {
        Answer();
        Hosts.Fail("Redis at r:1 cannot be reached.");
        var page = Render<ConnectionsPage>();
        Clock.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=host-row]")));
        Assert.Contains("The other hosts cannot be seen now. Redis at r:1 cannot be reached.", page.Find(".hosts").TextContent, StringComparison.Ordinal);
    }

    private void Answer(TimeSpan silence = default) =>
        Hosts.Answer(new([new("a", true, TimeSpan.Zero, Here), new("b", false, silence, There)], null, IsCrowded: false));

    private static string Newest(IRenderedComponent<BroadcastPage> page) => page.Find(".facts td").TextContent;

    private static string[][] Rows<T>(IRenderedComponent<T> page, string name) where T : Microsoft.AspNetCore.Components.IComponent =>
        [.. page.FindAll($"[data-testid={name}]").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray())];
}
