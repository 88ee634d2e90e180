using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SseDashboard.Broadcast;
using SseDashboard.Components.Pages;
using SseDashboard.Components.Shared;
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
    public void SortButtons_AreNamedAfterTheirColumns()
    {
        var page = Render<ConnectionsPage>();

        Assert.Equal(
            ["Stream", "Address", "Path", "Last id", "Age", "Events", "Body", "Lag", "Blocked for", "Heartbeat in", "Ends in"],
            page.FindAll(".streams th button.sort").Select(button => button.TextContent));
        page.FindAll(".streams th button.sort").Single(button => button.TextContent == "Path").Click();
        Assert.Equal("ascending", page.FindAll(".streams th").Single(header => header.TextContent.Trim() == "Path").GetAttribute("aria-sort"));
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
        Assert.Equal(["0", "–", "10 s"], cells[7..10]);
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
        Assert.InRange(page.FindAll(".stream-row").Count, 1, 250);

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
        SortButton(page, "Path").Click();
        Assert.Equal(["#2", "#1", "#3"], Cells(page).Select(cells => cells[0]));
        Assert.Equal("ascending", Header(page, "Path").GetAttribute("aria-sort"));

        SortButton(page, "Path").Click();
        Assert.Equal(["#3", "#1", "#2"], Cells(page).Select(cells => cells[0]));
        Assert.Equal("descending", Header(page, "Path").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Drop_Pressed_EndsThatStreamAndCountsIt()
    {
        var page = WithThree();
        page.Find("button[aria-label='Drop stream 2']").Click();

        Assert.Equal(["#1", "#3"], Cells(page).Select(cells => cells[0]));
        Assert.StartsWith("Dropped stream #2 at ", Told(), StringComparison.Ordinal);
        await Wait.UntilAsync(() => Registry.Count == 2, "the dropped stream has ended");
        PassASecond();
        page.WaitForAssertion(() => Assert.Equal(["Dropped from the Connections page: 1"], page.FindAll("[data-testid=ended]").Select(found => found.TextContent)));
    }

    [Fact]
    public async Task Drop_OfAStreamThatHasEnded_SaysSo()
    {
        var page = WithThree();
        Registry.Drop(2);
        await Wait.UntilAsync(() => Registry.Count == 2, "the dropped stream has ended");
        page.Find("button[aria-label='Drop stream 2']").Click();

        Assert.Equal("Stream #2 had already ended.", Told());
    }

    [Fact]
    public void Update_OfASortedAndFilteredTable_KeepsBoth()
    {
        _ = ListenTo("sport-1");
        _ = ListenTo("news");
        _ = ListenTo("sport-2");
        var page = Render<ConnectionsPage>();
        page.Find("input[type=search]").Input("sport");
        SortButton(page, "Stream").Click();
        SortButton(page, "Stream").Click();
        Assert.Equal(["#3", "#1"], Cells(page).Select(cells => cells[0]));

        _ = ListenTo("sport-3");
        PassASecond();

        page.WaitForAssertion(() => Assert.Equal(["#4", "#3", "#1"], Cells(page).Select(cells => cells[0])));
        Assert.Equal("1 s", Cells(page)[1][4]);
        Assert.Equal("descending", Header(page, "Stream").GetAttribute("aria-sort"));
        Assert.Equal("3 of 4 streams", CountOf(page));
    }

    [Fact]
    public async Task Update_OfATableSortedByAMovingColumn_MovesRowsEveryFiveSeconds()
    {
        var page = WithThree();
        SortButton(page, "Events").Click();
        await Publisher.PublishAsync("sport", new Burst(null, "x", 3), _ => { }, Xunit.TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => Registry.Snapshot().All(stream => stream.Lag == 0), "the events are written to the listener");
        PassASecond();
        page.WaitForAssertion(() => Assert.Equal("4", Cells(page).Single(cells => cells[0] == "#3")[5]));
        Assert.Equal("#1", Cells(page)[0][0]);

        Clock.Advance(LiveOrder.Held);
        page.WaitForAssertion(() => Assert.Equal("#3", Cells(page)[0][0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DropAll_Pressed_DropsTheFilteredStreamsOnceConfirmed(bool confirmed)
    {
        var dialogs = Render<MudDialogProvider>();
        var page = WithThree();
        page.Find("input[type=search]").Input("broadcast/s");
        page.FindAll(".streams button").Single(button => button.TextContent.Trim() == "Drop all").Click();
        dialogs.WaitForAssertion(() => Assert.Contains("Drop 1 stream?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal(3, Registry.Count);

        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == (confirmed ? "Drop 1 stream" : "Cancel")).Click();

        if (confirmed)
            await Wait.UntilAsync(() => Registry.Count == 2, "the filtered stream is dropped");
        dialogs.WaitForAssertion(() => Assert.DoesNotContain("Drop 1 stream?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal(confirmed ? [1L, 2L] : [1L, 2L, 3L], Registry.Snapshot().Select(stream => stream.Id).Order());
        if (confirmed)
            Assert.Equal("Dropped 1 stream.", Told());
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
        [.. page.FindAll(".stream-row").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray())];

    private static IElement Header(IRenderedComponent<ConnectionsPage> page, string title) =>
        page.FindAll(".streams th").Single(header => header.TextContent.Trim() == title);

    private static IElement SortButton(IRenderedComponent<ConnectionsPage> page, string title) => Header(page, title).QuerySelector("button")!;

    private string? Told() => Services.GetRequiredService<ISnackbar>().ShownSnackbars.Single().Message;
}
