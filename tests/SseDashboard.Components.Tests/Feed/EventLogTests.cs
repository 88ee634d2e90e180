using Bunit;
using SseDashboard.Components.Log;
using SseDashboard.Components.Shared;
using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

public sealed class EventLogTests : DashboardContext
{
    [Fact]
    public async Task Row_OfAnEvent_ShowsIdTypeDataAndLocalTime()
    {
        var log = Show(await ConnectedFeedAsync(), Items.Event("Init flow stream", "init", "1727541083977"));

        Assert.Equal(["1727541083977", "init", "Init flow stream", "08:44:43.977"], CellsOf(log, "event-row").Single());
    }

    [Fact]
    public async Task Rows_OfSeveralEvents_StandInOrderOfArrival()
    {
        var log = Show(await ConnectedFeedAsync(), Items.Event("a"), Items.Event("b"), Items.Event("c"));

        Assert.Equal(["a", "b", "c"], CellsOf(log, "event-row").Select(cells => cells[2]));
    }

    [Fact]
    public async Task Row_OfMarkup_ShowsItAsText()
    {
        var log = Show(await ConnectedFeedAsync(), Items.Event("<img src=x onerror=alert(1)>", "<b>", "<i>"));

        Assert.Empty(log.FindAll("img, i"));
        Assert.Equal("<img src=x onerror=alert(1)>", CellsOf(log, "event-row").Single()[2]);
    }

    [Fact]
    public async Task Row_OfTheNativeError_IsNotAnEventRow()
    {
        var log = Show(await ConnectedFeedAsync(), Items.Event("Event type error", "error"), Items.Reconnecting(), Items.Failed());

        Assert.Single(CellsOf(log, "event-row"));
        Assert.Contains("without data", CellsOf(log, "reconnecting-row").Single()[2], StringComparison.Ordinal);
        Assert.Contains("failed permanently", CellsOf(log, "failed-row").Single()[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FinalRow_WhileTheStreamIsOpen_HasALiveCloseButton()
    {
        int closed = 0;
        var log = Show(await ConnectedFeedAsync(), () => closed++, Items.Event("Final event", "final"));

        var button = log.Find("[data-testid=event-row] .mud-button-root");
        Assert.Equal("Close", button.TextContent.Trim());
        button.Click();

        Assert.Equal(1, closed);
    }

    [Theory]
    [InlineData("final", "closed on final")]
    [InlineData("button", null)]
    public async Task FinalRow_AfterTheClose_IsDisabledAndSaysWhy(string reason, string? note)
    {
        var log = Show(await ConnectedFeedAsync(), Items.Event("Final event", "final"), Items.Closed(reason));

        var row = log.Find("[data-testid=event-row]");
        Assert.True(row.QuerySelector(".mud-button-root")!.HasAttribute("aria-disabled"));
        Assert.Equal(note, row.QuerySelector("[data-testid=final-note]")?.TextContent);
    }

    [Fact]
    public async Task FinalRow_OfAnEarlierStream_KeepsItsEndWhileAnotherIsOpen()
    {
        var log = Show(
            await ConnectedFeedAsync(),
            Items.Event("Final event", "final"), Items.Closed("final"), Items.Connecting(2), Items.Opened(2), Items.Event("Final event", "final", stream: 2));

        var buttons = log.FindAll("[data-testid=event-row] .mud-button-root");
        Assert.Equal(["Closed", "Close"], buttons.Select(button => button.TextContent.Trim()));
    }

    [Fact]
    public async Task Log_ScrolledUp_StandsStillAndCountsWhatIsNew()
    {
        var feed = await ConnectedFeedAsync();
        var log = Show(feed, Items.Event("a"));

        await log.InvokeAsync(() => List(log).Follower.OnFollowing(false));
        feed.Take([Items.Event("b"), Items.Event("c")]);
        log.Render();
        Assert.Equal(["a"], CellsOf(log, "event-row").Select(cells => cells[2]));

        log.FindAll("button").Single(button => button.TextContent.StartsWith("2 new", StringComparison.Ordinal)).Click();
        Assert.Equal(["a", "b", "c"], CellsOf(log, "event-row").Select(cells => cells[2]));
    }

    [Fact]
    public async Task Log_AfterABurst_ShowsTheNewestAndReadsTheRestFromThePage()
    {
        RowsAsked.SetResult(new(10, 0, [Items.Event("from the page")]));
        var feed = await ConnectedFeedAsync();
        var log = Show(feed, Items.Skipped(100), Items.Event("newest"));

        Assert.Equal("newest", CellsOf(log, "event-row")[^1][2]);
        Assert.Equal("100 rows came too fast to show one by one. To read them, scroll up.", log.Find("[data-testid=log-skipped]").TextContent);
        log.WaitForAssertion(() => Assert.Contains(CellsOf(log, "event-row"), cells => cells[2] == "from the page"));
        Assert.Equal("10", log.FindAll("[data-testid=event-row]").First(row => row.TextContent.Contains("from the page", StringComparison.Ordinal)).GetAttribute("data-number"));
    }

    [Fact]
    public async Task Rows_AllNew_UseTheElementsOfTheRowsTheyReplace()
    {
        var feed = await ConnectedFeedAsync();
        var log = Show(feed, Some("a", 60));
        var before = Newest(log);

        feed.Take([Items.Skipped(1_000), .. Some("b", 60)]);
        log.Render();

        Assert.Equal(before, Newest(log));
        Assert.All(Newest(log), row => Assert.Equal("b", row.Item.Data));
    }

    [Fact]
    public async Task Rows_SomeNew_KeepTheElementsOfTheOthers()
    {
        var feed = await ConnectedFeedAsync();
        var log = Show(feed, Some("a", 60));
        var before = Newest(log);

        feed.Take(Some("b", List(log).Tail - 1));
        log.Render();

        Assert.Same(before[^1], Newest(log)[0]);
        Assert.Equal("a", before[^1].Item.Data);
    }

    // A browser parses each piece of white space between elements as markup, which costs it more than the elements.
    [Fact]
    public async Task Row_OfAnEvent_HasNoTextBetweenItsCells()
    {
        var log = Show(await ConnectedFeedAsync(), Items.Event("a"));

        Assert.Equal(
            ["SPAN", "SPAN", "SPAN", "TIME"], log.Find("[data-testid=event-row]").ChildNodes.Select(node => node.NodeName));
    }

    private static FeedItem[] Some(string data, int count) => [.. Enumerable.Repeat(Items.Event(data), count)];

    private static EventRow[] Newest(IRenderedComponent<EventLog> log) =>
        [.. log.FindComponents<EventRow>().Select(row => row.Instance).TakeLast(List(log).Tail)];

    private static FollowingList<FeedRow> List(IRenderedComponent<EventLog> log) => log.FindComponent<FollowingList<FeedRow>>().Instance;

    [Fact]
    public async Task Log_Any_SaysWhichRowItDoesNotShowYet()
    {
        var log = Show(await ConnectedFeedAsync(), Items.Skipped(100), Items.Event("a"));

        Assert.Equal("103", log.Find("[data-behind]").GetAttribute("data-behind"));
    }

    [Fact]
    public async Task Log_Full_SaysHowManyOlderRowsWereDropped()
    {
        var feed = await ConnectedFeedAsync();
        feed.Take(feed.Report(Items.Event("a"), Items.Event("b")) with { Oldest = 3 });
        var log = Show(feed);

        Assert.Contains("1 row, 3 older dropped", log.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clear_Pressed_EmptiesTheLogAndShowsWhatToDo()
    {
        var log = Show(await ConnectedFeedAsync(), Items.Event("a"));

        log.FindAll("button").Single(button => button.TextContent.Trim() == "Clear").Click();

        Assert.Empty(log.FindAll("[data-testid=event-row]"));
        Assert.Contains("Press Connect", log.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<EventLog> Show(BrowserFeed feed, params FeedItem[] items) => Show(feed, () => { }, items);

    private IRenderedComponent<EventLog> Show(BrowserFeed feed, Action onClose, params FeedItem[] items)
    {
        feed.Take(items);
        return Render<EventLog>(parameters => parameters
            .Add(log => log.Feed, feed)
            .Add(log => log.Empty, "Press Connect")
            .Add(log => log.OnClose, onClose));
    }

    private static string[][] CellsOf(IRenderedComponent<EventLog> log, string row) =>
        [.. log.FindAll($"[data-testid={row}]").Select(found =>
            found.QuerySelectorAll("[role=cell]").Select(cell => cell.TextContent.Trim()).ToArray())];
}
