using Bunit;
using SseDashboard.Components.Log;
using SseDashboard.Feed;
using SseDashboard.Feed.Log;

namespace SseDashboard.Components.Tests;

/// <summary>What the log offers besides its rows: pause, filter, export.</summary>
public sealed class LogToolsTests : DashboardContext
{
    [Fact]
    public async Task Paused_EventsArrive_AreCountedAndShownAfterResume()
    {
        var feed = await ConnectedFeedAsync();
        var log = Show(feed, Items.Event("a"));
        Press(log, "Pause");

        feed.Take([Items.Event("b"), Items.Event("c")]);
        log.Render();
        Assert.Equal(["a"], DataOf(log));
        Assert.Contains("2 new rows since", Line(log, "log-paused"), StringComparison.Ordinal);

        Press(log, "Resume");
        Assert.Equal(["a", "b", "c"], DataOf(log));
        Assert.Empty(log.FindAll("[data-testid=log-paused]"));
    }

    [Fact]
    public async Task Filtered_Rows_ComeFromThePageAndTheRestIsCounted()
    {
        var feed = await ConnectedFeedAsync();
        var log = Show(feed, Items.Event("a"), Items.Event("b"), Items.Event("ab"));

        await log.InvokeAsync(() => feed.Filtered.SetAsync(new(null, "a")));
        feed.Take(feed.Report() with { Matches = new(1, 0, 2, 5, 0, [new(2, Items.Event("a")), new(4, Items.Event("ab"))]) });
        log.Render();

        Assert.Equal(["a", "ab"], DataOf(log));
        Assert.Equal(["2", "4"], log.FindAll("[data-testid=event-row]").Select(row => row.GetAttribute("data-number")));
        Assert.Contains("Shows 2 of 5 rows; the filter hides 3.", Line(log, "log-filtered"), StringComparison.Ordinal);

        Press(log, "Show all");
        Assert.Equal(["a", "b", "ab"], DataOf(log));
        Assert.Null(Browser.Invocations["filter"][^1].Arguments[1]);
    }

    [Fact]
    public async Task Filtered_NothingMatches_SaysSo()
    {
        var feed = await ConnectedFeedAsync();
        var log = Show(feed, Items.Event("a"));

        await log.InvokeAsync(() => feed.Filtered.SetAsync(new(null, "z")));
        feed.Take(feed.Report() with { Matches = new(1, 0, 0, 3, 0, []) });
        log.Render();

        Assert.Equal("No row matches the filter.", log.Find(".empty").TextContent.Trim());
    }

    [Fact]
    public async Task Paused_FilterSet_ShowsItsRows()
    {
        var feed = await ConnectedFeedAsync();
        var log = Show(feed, Items.Event("a"), Items.Event("b"));
        Press(log, "Pause");

        await log.InvokeAsync(() => feed.Filtered.SetAsync(new(null, "b")));
        feed.Take(feed.Report() with { Matches = new(1, 0, 1, 4, 0, [new(3, Items.Event("b"))]) });
        log.Render();

        Assert.Equal(["b"], DataOf(log));
    }

    [Fact]
    public async Task SelectedElsewhere_HiddenByTheFilter_IsSaid()
    {
        Browser.Setup<long>("positionOf", 1, 2L).SetResult(-1);
        var feed = await ConnectedFeedAsync();
        var log = Show(feed, Items.Event("a"), Items.Event("b"));
        await log.InvokeAsync(() => feed.Filtered.SetAsync(new(null, "b")));

        log.Render(parameters => parameters.Add(l => l.Selected, 2));

        Assert.Contains("The filter hides the selected row.", log.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_WithLineBreaks_ShowsThem()
    {
        var log = Show(await ConnectedFeedAsync(), Items.Event("one\ntwo\n"));

        Assert.Equal("one↵two↵", DataOf(log).Single());
        Assert.Equal(2, log.FindAll("[role=img][aria-label='line break']").Count);
    }

    [Fact]
    public async Task Row_WithEmptyData_SaysSo()
    {
        var log = Show(await ConnectedFeedAsync(), Items.Event(""));

        Assert.Equal("empty data", DataOf(log).Single());
    }

    [Fact]
    public async Task Row_WithAnInheritedId_IsMarked()
    {
        var feed = await ConnectedFeedAsync();
        feed.Take([Items.Event("a"), Items.Event("b")]);
        var log = Render<EventLog>(parameters => parameters.Add(l => l.Feed, feed).Add(l => l.IsInherited, number => number == 3));

        Assert.Equal([false, true], log.FindAll("[data-testid=event-row] .id").Select(id => id.ClassList.Contains("inherited")));
    }

    [Theory]
    [InlineData("sse", null, null, "Copied 1,200 events, 4.2 kB.")]
    [InlineData("csv", "events.csv", null, "Saved 1,200 rows as events.csv, 4.2 kB. Text that a spreadsheet would run as a formula begins with an apostrophe.")]
    [InlineData("ndjson", null, "tooLong", "This is too much for the clipboard. Save it to a file instead, or filter the rows.")]
    [InlineData("ndjson", null, "insecure", "Nothing was copied: browsers allow it only over HTTPS and on localhost. Save a file instead.")]
    public void Words_OfAnExport_SayWhatHappened(string format, string? name, string? problem, string words)
    {
        var (text, worked) = ExportWords.Of(new(1_200, 0, 4_200, name, problem), format);

        Assert.Equal(words, text);
        Assert.Equal(problem is null, worked);
    }

    [Fact]
    public void Words_OfRowsThatWereDropped_CountThem() =>
        Assert.Contains("2 rows were dropped by the page before they could be written.", ExportWords.Of(new(5, 2, 10), "ndjson").Text, StringComparison.Ordinal);

    private IRenderedComponent<EventLog> Show(BrowserFeed feed, params FeedItem[] items)
    {
        feed.Take(items);
        return Render<EventLog>(parameters => parameters.Add(log => log.Feed, feed));
    }

    private static void Press(IRenderedComponent<EventLog> log, string button) =>
        log.FindAll("button").Single(found => found.TextContent.Trim() == button).Click();

    private static string Line(IRenderedComponent<EventLog> log, string name) =>
        string.Join(' ', log.Find($"[data-testid={name}]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> DataOf(IRenderedComponent<EventLog> log) =>
        log.FindAll("[data-testid=event-row] .data").Select(data => data.TextContent.Trim());
}
