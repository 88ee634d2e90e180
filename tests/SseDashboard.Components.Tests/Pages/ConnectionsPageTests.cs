using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Components.Pages;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests;

public sealed class ConnectionsPageTests : StreamContext
{
    [Fact]
    public void Page_WithoutStreams_SaysWhereToOpenOne()
    {
        var page = Render<ConnectionsPage>();

        Assert.Equal(["", "broadcast"], page.FindAll(".streams .empty a").Select(link => link.GetAttribute("href")));
        Assert.Equal("0 streams", CountOf(page));
    }

    [Fact]
    public async Task Row_OfAStream_ShowsWhatItDid()
    {
        var lease = Services.GetRequiredService<BroadcastChannels>().Open("news")!;
        _ = ListenTo("news", "192.0.2.7");
        string id = await lease.Channel.PublishAsync(new() { Data = "x" }, Xunit.TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => Registry.Snapshot()[0].Lag == 0, "the event is written to the listener");
        Clock.Advance(TimeSpan.FromSeconds(5));

        var cells = Cells(Render<ConnectionsPage>()).Single();

        Assert.Equal(["#1", "192.0.2.7", "/broadcast/news", id, "5 s", "2"], cells[..6]);
        Assert.Equal(["0", "no", "10 s"], cells[7..10]);
        Assert.EndsWith(" B", cells[6], StringComparison.Ordinal);
        Assert.Matches("^(4[7-9]|5[0-9]) min [0-9]{2} s$", cells[10]);
    }

    [Fact]
    public async Task Streams_OpenedAndEnded_ShowAtTheNextSecond()
    {
        var page = Render<ConnectionsPage>();
        _ = ListenTo("news");
        _ = ListenTo("sport");
        PassASecond();
        page.WaitForAssertion(() => Assert.Equal("2 streams", CountOf(page)));

        Registry.Drop(1);
        await Wait.UntilAsync(() => Registry.Count == 1, "the dropped stream has ended");
        PassASecond();
        page.WaitForAssertion(() => Assert.Equal(["/broadcast/sport"], Cells(page).Select(cells => cells[2])));
    }

    [Fact]
    public void FiveThousandStreams_AreListedButOnlyAViewfulIsRendered()
    {
        Settings["Streams:MaxConnectionsPerAddress"] = "5000";
        for (int i = 0; i < 5_000; i++)
            _ = ListenTo("news");
        var page = Render<ConnectionsPage>();
        Assert.Equal("5,000 streams", CountOf(page));
        Assert.InRange(page.FindAll("[data-testid=stream-row]").Count, 1, 250);

        for (int second = 1; second <= 3; second++)
        {
            PassASecond();
            page.WaitForAssertion(() => Assert.Equal($"{second} s", Cells(page)[0][4]));
        }
    }

    [Fact]
    public void Filter_ByPath_ShowsTheMatchingOnesAndHowManyOfAll()
    {
        var page = WithThree();
        page.Find("input[type=search]").Input("SPORT");
        Assert.Equal(["/broadcast/sport"], Cells(page).Select(cells => cells[2]));
        Assert.Equal("1 of 3 streams", CountOf(page));

        page.Find("input[type=search]").Input("nowhere");
        Assert.Contains("None of the 3 open streams", page.Find(".streams .empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Sort_ByPath_TurnsRoundAtTheSecondPress()
    {
        var page = WithThree();
        Button(page, "Path").Click();
        Assert.Equal(["#2", "#1", "#3"], Cells(page).Select(cells => cells[0]));
        Assert.Equal("ascending", Button(page, "Path").ParentElement!.GetAttribute("aria-sort"));

        Button(page, "Path").Click();
        Assert.Equal(["#3", "#1", "#2"], Cells(page).Select(cells => cells[0]));
        Assert.Equal("descending", Button(page, "Path").ParentElement!.GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Drop_Pressed_EndsThatStreamAndCountsIt()
    {
        var page = WithThree();
        page.Find("button[aria-label='Drop stream 2']").Click();

        Assert.Equal(["#1", "#3"], Cells(page).Select(cells => cells[0]));
        Assert.Contains("Stream #2 was dropped", page.Find("[data-testid=drop-outcome]").TextContent, StringComparison.Ordinal);
        await Wait.UntilAsync(() => Registry.Count == 2, "the dropped stream has ended");
        PassASecond();
        page.WaitForAssertion(() => Assert.Equal(["dropped by a person 1"], page.FindAll("[data-testid=ended]").Select(found => found.TextContent)));
    }

    [Fact]
    public async Task Drop_OfAStreamThatHasEnded_SaysSo()
    {
        var page = WithThree();
        Registry.Drop(2);
        await Wait.UntilAsync(() => Registry.Count == 2, "the dropped stream has ended");
        page.Find("button[aria-label='Drop stream 2']").Click();

        Assert.Contains("had ended already", page.Find("[data-testid=drop-outcome]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_OverTheBound_IsCountedByReasonAndTheBoundIsFull()
    {
        Settings["Streams:MaxConnectionsPerAddress"] = "2";
        _ = ListenTo("news", "2001:db8::1");
        _ = ListenTo("news", "2001:db8::2");
        await ListenTo("news", "2001:db8::3");
        var page = Render<ConnectionsPage>();

        Assert.Equal(["too many from one address 1"], page.FindAll("[data-testid=refused]").Select(found => found.TextContent));
        var bound = page.Find("[role=meter][aria-label='From one address']");
        Assert.Equal("2 of 2 streams", bound.GetAttribute("aria-valuetext"));
        Assert.Contains("the busiest: 2001:db8::/64", bound.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.True(bound.ParentElement!.ClassList.Contains("full"));
    }

    [Fact]
    public async Task Bounds_ShareOfStreamsOpenToAnyone_ShowsAndItsRefusalsAreCounted()
    {
        Settings["Streams:MaxConnectionsPerAddress"] = "8";
        Settings["Streams:MaxConnections"] = "2";
        for (int i = 0; i < 2; i++)
        {
            _ = EventStream.From((_, left) => Task.Delay(-1, left), new() { IsPublic = true })
                .ExecuteAsync(new DefaultHttpContext { RequestServices = Services });
        }

        await Wait.UntilAsync(
            () => Registry.Totals.Refused[RefusalReason.TooManyPublicConnections] == 1, "the second stream is refused");
        var page = Render<ConnectionsPage>();

        Assert.Equal(["too many connections open to anyone 1"], page.FindAll("[data-testid=refused]").Select(found => found.TextContent));
        var bound = page.Find("[role=meter][aria-label='Open to anyone']");
        Assert.Equal("1 of 1 streams", bound.GetAttribute("aria-valuetext"));
        Assert.Contains("Streams:MaxPublicShare", bound.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ConnectionsPage> WithThree()
    {
        _ = ListenTo("news");
        _ = ListenTo("alpha");
        _ = ListenTo("sport");
        return Render<ConnectionsPage>();
    }

    private static string CountOf(IRenderedComponent<ConnectionsPage> page) => page.Find("[data-testid=stream-count]").TextContent;

    private static string[][] Cells(IRenderedComponent<ConnectionsPage> page) =>
        [.. page.FindAll("[data-testid=stream-row]").Select(row => row.QuerySelectorAll("[role=cell]").Select(cell => cell.TextContent).ToArray())];

    private static IElement Button(IRenderedComponent<ConnectionsPage> page, string text) =>
        page.FindAll(".streams .head button").Single(button => button.TextContent.Trim('↑', '↓') == text);
}
