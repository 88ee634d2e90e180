using Bunit;
using SseDashboard.Feed;
using SseDashboard.Feed.Log;

namespace SseDashboard.Components.Tests;

/// <summary>The circuit's end of the filtered view.</summary>
public sealed class FilteredRowsTests : DashboardContext
{
    [Fact]
    public async Task Filter_SetBeforeTheFirstStream_ReachesThePage()
    {
        var feed = new BrowserFeed(JSInterop.JSRuntime, Unexpected);
        await feed.Filtered.SetAsync(new([1], "a"));
        Assert.Empty(Browser.Invocations["filter"]);

        await feed.ConnectAsync(new("/sse", [], null));

        var arguments = Browser.Invocations["filter"].Single().Arguments;
        Assert.Equal(1, arguments[0]);
        Assert.Equal("a", Assert.IsType<RowFilter>(arguments[1]).Text);
    }

    [Fact]
    public async Task Report_OfAnEarlierFilter_IsIgnored()
    {
        var feed = await FilteredAsync();
        await feed.Filtered.SetAsync(new(null, "b"));

        feed.Take(feed.Report() with { Matches = new(1, 0, 1, 5, 0, [new(3, Items.Event("a"))]) });

        Assert.Equal(0, feed.Filtered.Count);
        Assert.False(feed.Filtered.IsDone);
    }

    [Fact]
    public async Task Rows_FarBack_AreAskedForByPosition()
    {
        var feed = await FilteredAsync();
        feed.Take(feed.Report() with { Matches = new(1, 10, 1_000, 5_000, 999, [new(4_999, Items.Event("newest"))]) });
        var view = feed.Filtered.View();
        MatchesAsked.SetResult(new(1, 10, 1_000, 5_000, 10, [new(30, Items.Event("a"))]));

        Assert.Equal((990, null), (view.Count, view[0].Item));

        await Wait.UntilAsync(() => view[0].Item is not null, "the row comes");
        Assert.Equal((30, "a"), (view[0].Number, view[0].Item?.Data));
        Assert.Equal(0, view.IndexOf(30));
        Assert.Equal([1, 10L, 1], Browser.Invocations["matches"][0].Arguments);
    }

    [Fact]
    public async Task Row_Located_CanBeFoundInTheView()
    {
        var feed = await FilteredAsync();
        feed.Take(feed.Report() with { Matches = new(1, 0, 100, 500, 100, []) });
        Browser.Setup<long>("positionOf", 1, 77L).SetResult(20);
        Browser.Setup<long>("positionOf", 1, 78L).SetResult(-1);
        MatchesAsked.SetResult(new(1, 0, 100, 500, 20, [new(77, Items.Event("a"))]));

        Assert.False(await feed.Filtered.HidesAsync(77));
        Assert.Equal(20, feed.Filtered.View().IndexOf(77));
        Assert.True(await feed.Filtered.HidesAsync(78));
    }

    [Fact]
    public async Task RowsDropped_InAnOlderView_AreGone()
    {
        var feed = await FilteredAsync();
        feed.Take(feed.Report() with { Matches = new(1, 0, 10, 500, 10, []) });
        var view = feed.Filtered.View();

        feed.Take(feed.Report() with { Matches = new(1, 5, 15, 900, 15, []) });

        Assert.True(view[4].IsGone);
        Assert.False(view[5].IsGone);
    }

    [Fact]
    public async Task Clear_EmptiesTheFilteredViewAsWell()
    {
        var feed = await FilteredAsync();
        feed.Take(feed.Report() with { Matches = new(1, 0, 1, 2, 0, [new(1, Items.Event("a"))]) });

        await feed.ClearAsync();

        Assert.Equal(0, feed.Filtered.Count);
        Assert.Empty(feed.Filtered.View());
    }

    private async Task<BrowserFeed> FilteredAsync()
    {
        var feed = await ConnectedFeedAsync();
        feed.Take([Items.Skipped(100)]);
        await feed.Filtered.SetAsync(new(null, "a"));
        return feed;
    }
}
