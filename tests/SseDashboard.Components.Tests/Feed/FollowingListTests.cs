using Bunit;
using SseDashboard.Components.Shared;

namespace SseDashboard.Components.Tests;

/// <summary>The list that the log, the diagram and the wire view share.</summary>
public sealed class FollowingListTests : DashboardContext
{
    private readonly List<int> _source = [1, 2, 3];
    private int _reads;

    [Fact]
    public void Rows_AtTheEnd_ShowEachNewVersion()
    {
        var list = Show();
        _source.Add(4);
        Update(list, version: 2);

        Assert.Equal("1 2 3 4", Rows(list));
        Assert.Empty(list.FindAll("button"));
    }

    [Fact]
    public void Rows_OfTheSameVersion_AreNotReadAgain()
    {
        var list = Show();
        Update(list, version: 1);

        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task Frozen_NewRows_AppearAfterToNewest()
    {
        var list = Show();
        await FreezeAsync(list);
        _source.Add(4);
        Update(list, version: 2);
        Assert.Equal("1 2 3", Rows(list));

        list.Find("button").Click();

        Assert.Equal("1 2 3 4", Rows(list));
    }

    [Fact]
    public async Task Frozen_SourceCleared_ShowsThatItIsEmpty()
    {
        var list = Show();
        await FreezeAsync(list);
        _source.Clear();
        Update(list, version: 2, clears: 1);

        Assert.Equal("", Rows(list));
        Assert.Equal("Nothing yet", list.Find(".empty").TextContent);
    }

    [Fact]
    public async Task Frozen_SourceBeginsAnew_FollowsTheNewRows()
    {
        var list = Show();
        await FreezeAsync(list);
        _source.Clear();
        Update(list, version: 2, clears: 1);
        _source.Add(4);
        Update(list, version: 3, clears: 1);

        Assert.Equal("4", Rows(list));
        Assert.Empty(list.FindAll("button"));
        Assert.Single(JSInterop.Invocations["toEnd"]);
    }

    [Fact]
    public async Task Frozen_Reloaded_ShowsTheSourceAsItIs()
    {
        var list = Show();
        await FreezeAsync(list);
        _source.Add(4);
        await list.InvokeAsync(list.Instance.Reload);

        Assert.Equal("1 2 3 4", Rows(list));
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(200, 20)]
    [InlineData(600, 31)]
    [InlineData(int.MaxValue, 201)]
    [InlineData(int.MinValue, 20)]
    public async Task Newest_AlwaysRendered_AreThoseThatThePaneHasRoomFor(int height, int rows)
    {
        var list = Show();
        await list.InvokeAsync(() => list.Instance.Follower.OnHeight(height));

        Assert.Equal(rows, list.FindComponent<FixedRows<int>>().Instance.Tail);
    }

    [Fact]
    public void Selected_Elsewhere_ScrollsToItsRow()
    {
        var list = Show();
        list.Render(parameters => parameters.Add(l => l.Selected, 2));

        Assert.Equal([1, 3], JSInterop.Invocations["show"].Single().Arguments);
    }

    [Fact]
    public void Selected_ByAClickOnItsOwnRow_DoesNotScroll()
    {
        var list = Show();
        list.Instance.StayFor(2);
        list.Render(parameters => parameters.Add(l => l.Selected, 2));

        Assert.Empty(JSInterop.Invocations["show"]);
    }

    private IRenderedComponent<FollowingList<int>> Show() => Render<FollowingList<int>>(parameters => parameters
        .Add(list => list.Source, () => Read())
        .Add(list => list.Version, 1)
        .Add(list => list.Clears, 0)
        .Add(list => list.RowHeight, 20)
        .Add(list => list.Label, "Numbers")
        .Add(list => list.IndexOf, (rows, selected) => rows.ToList().IndexOf((int)selected))
        .Add(list => list.Frame, list => builder =>
        {
            builder.AddContent(0, list.ToNewest());
            builder.AddContent(1, list.Rows);
        })
        .Add(list => list.Row, row => $"<i>{row}</i>")
        .Add(list => list.Empty, "Nothing yet"));

    private int[] Read()
    {
        _reads++;
        return [.. _source];
    }

    private static void Update(IRenderedComponent<FollowingList<int>> list, long version, int clears = 0) =>
        list.Render(parameters => parameters.Add(l => l.Version, version).Add(l => l.Clears, clears));

    private static Task FreezeAsync(IRenderedComponent<FollowingList<int>> list) =>
        list.InvokeAsync(() => list.Instance.Follower.OnFollowing(false));

    private static string Rows(IRenderedComponent<FollowingList<int>> list) =>
        string.Join(' ', list.FindAll("i").Select(row => row.TextContent));
}
