using Bunit;
using Microsoft.JSInterop;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Feed.Log;
using SseDashboard.Interop;

namespace SseDashboard.Components.Tests;

/// <summary>A browser that calls what the page's script calls, with anything.</summary>
public sealed class HostileFeedTests : DashboardContext
{
    private const int Bound = 1_000_000;

    private readonly List<Exception> _shown = [];

    public static TheoryData<string, Func<FeedItem?>> Wrong => new()
    {
        { "an item is null", () => null },
        { "a kind or state is unknown", () => Items.Opened() with { Kind = (FeedItemKind)99 } },
        { "a kind or state is unknown", () => Items.Opened() with { State = (ReadyState)3 } },
        { "a time is out of range", () => Items.Opened() with { Time = double.NaN } },
        { "a time is out of range", () => Items.Opened() with { Time = double.PositiveInfinity } },
        { "a time is out of range", () => Items.Opened() with { Time = 1e15 } },
        { "a time is out of range", () => Items.Opened() with { Time = -1 } },
        { "a time is out of range", () => Items.Reconnecting() with { Delay = double.NegativeInfinity } },
        { "a number is negative", () => Items.Lost(-1) },
        { "a number is negative", () => Items.Opened() with { Stream = -1 } },
        { "a number is negative", () => Items.Event("a") with { Length = -1 } },
        { "an id or a type is longer", () => Items.Event("a", type: new('x', 513)) },
        { "an id or a type is longer", () => Items.Event("a", id: new('x', 513)) },
        { "a note is longer", () => Items.Failed() with { Detail = new('x', 1_025) } },
        { "a preview is longer", () => Items.Event(new('x', 4_097)) },
        { "a count of items has a text", () => Items.Lost(1) with { Data = "x" } },
        { "a count of items has a text", () => Items.Skipped(1) with { Id = "x" } },
        { "there are more events", () => Items.Skipped(1) with { Events = 2 } },
        { "a number is negative", () => Items.Skipped(1) with { Events = -1 } },
        { "a time is out of range", () => Items.Skipped(1) with { Until = double.NaN } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Batch_ThatTheScriptCannotHaveSent_IsNotTakenAndThePageSaysWhy(string problem, Func<FeedItem?> item)
    {
        var feed = NewFeed();
        await feed.OnReport(1, feed.Report(Items.Opened(), item()!));

        Assert.Contains(problem, Assert.Single(_shown).Message, StringComparison.Ordinal);
        Assert.Equal(0, feed.Rows.Next);
        Assert.Null(feed.State);
    }

    public static TheoryData<string, Func<FeedReport?>> WrongReports => new()
    {
        { "there is no report", () => null },
        { "there are no items", () => new(0, 0, null!, []) },
        { "at most 800 items", () => new(0, 0, [.. Enumerable.Repeat(Items.Opened(), 801)], []) },
        { "at most 200 lines", () => new(0, 0, [], [.. Enumerable.Repeat("x", 201)]) },
        { "at most 200 lines", () => new(0, 0, [], null!) },
        { "a line is longer", () => new(0, 0, [], [new('x', 1_025)]) },
        { "a line is longer", () => new(0, 0, [], [null!]) },
        { "begins at 1 and not at 0", () => new(1, 0, [Items.Opened()], []) },
        { "a number is out of range", () => new(0, -1, [Items.Opened()], []) },
        { "a number is out of range", () => new(0, long.MaxValue, [Items.Opened()], []) },
        { "there are no types", () => new(0, 0, [], []) { Types = null! } },
        { "at most 51 types", () => new(0, 0, [], []) { Types = [.. Enumerable.Repeat("x", 52)] } },
        { "a type is longer", () => new(0, 0, [], []) { Types = [new('x', 513)] } },
        { "there are no rows", () => Matching(new(1, 0, 0, 0, 0, null!)) },
        { "a number is out of range", () => Matching(new(1, -1, 0, 0, 0, [])) },
        { "a number is out of range", () => Matching(new(1, 2, 1, 0, 2, [])) },
        { "a number is out of range", () => Matching(new(1, 0, long.MaxValue, 0, 0, [])) },
        { "a row is out of range", () => Matching(new(1, 0, 0, 1, 0, [new(0, Items.Event("a"))])) },
        { "a row has no number", () => Matching(new(1, 0, 1, 1, 0, [new(-1, Items.Event("a"))])) },
        { "a row has no number", () => Matching(new(1, 0, 1, 1, 0, [null!])) },
        { "an item is null", () => Matching(new(1, 0, 1, 1, 0, [new(0, null!)])) },
        { "a row is missing", () => Matching(new(1, 0, 1, 1, 0, [new(0, Items.Skipped(1))])) },
        { "a preview is longer", () => Matching(new(1, 0, 1, 1, 0, [new(0, Items.Event(new('x', 4_097)))])) },
    };

    private static FeedReport Matching(MatchPage page) => new(0, 0, [], []) { Matches = page };

    [Theory]
    [MemberData(nameof(WrongReports), DisableDiscoveryEnumeration = true)]
    public async Task Report_TheScriptCannotHaveSent_IsRefusedAndExplained(string problem, Func<FeedReport?> report)
    {
        var feed = NewFeed();
        await feed.OnReport(1, report()!);

        Assert.Contains(problem, Assert.Single(_shown).Message, StringComparison.Ordinal);
        Assert.Equal(0, feed.Rows.Next);
    }

    public static TheoryData<string, FeedPage> WrongPages => new()
    {
        { "a number is out of range", new(1, 0, [Items.Event("a")]) },
        { "a number is out of range", new(2, -1, [Items.Event("a")]) },
        { "there are more than 1 rows", new(2, 0, [Items.Event("a"), Items.Event("b")]) },
        { "there are no items", new(2, 0, null!) },
        { "a row is missing", new(2, 0, [Items.Skipped(1)]) },
        { "a preview is longer", new(2, 0, [Items.Event(new('x', 4_097))]) },
    };

    [Theory]
    [MemberData(nameof(WrongPages), DisableDiscoveryEnumeration = true)]
    public async Task Rows_TheScriptCannotHaveSent_AreRefused(string problem, FeedPage page)
    {
        var feed = await ConnectedFeedAsync();
        feed.Take([Items.Skipped(10)]);
        RowsAsked.SetResult(page);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => feed.Rows.FindAsync(2));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_ThatComesAgain_IsTakenOnce()
    {
        var feed = NewFeed();
        await feed.OnReport(1, feed.Report(Items.Event("a")));
        await feed.OnReport(1, feed.Report(Items.Event("a")));
        await feed.OnReport(2, feed.Report(Items.Event("b")));

        Assert.Equal(["a", "b"], feed.Held().Select(row => row.Data));
        Assert.Empty(_shown);
    }

    [Theory]
    [InlineData(FeedItemKind.Event)]
    [InlineData(FeedItemKind.Comment)]
    [InlineData(FeedItemKind.Failed)]
    public async Task Flood_OfTheLargestItems_StaysWithinTheBounds(FeedItemKind kind)
    {
        var exchange = new ExchangeModel();
        var feed = NewFeed();
        feed.ItemAdded += exchange.Add;
        for (int number = 1; number <= 6; number++)
        {
            await feed.OnReport(number, feed.Report([.. Enumerable.Range(0, 500).Select(_ => Largest(kind))]) with
            {
                Lines = [.. Enumerable.Repeat(new string('c', 1_024), 200)],
            });
        }

        Assert.Empty(_shown);
        Assert.Equal(3_000, feed.Rows.Next);
        Assert.InRange(feed.Rows.Size, 1, Bound);
        Assert.InRange(feed.Console.Snapshot().Sum(line => FeedBounds.SizeOf(line.Value)), 1, Bound / 2);
        Assert.InRange(exchange.Connections.Sum(c => c.Frames.Sum(step => step.Size) + c.Unmatched.Sum(e => e.Size)), 0, Bound);
    }

    [Fact]
    public async Task Text_AskedForWhileAnotherIsRead_EndsTheFirst()
    {
        Browser.Setup<IJSStreamReference>("text", _ => true);
        var feed = await ConnectedFeedAsync();
        var first = feed.ReadTextAsync(1);
        var second = feed.ReadTextAsync(2);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Wait.Limit, Xunit.TestContext.Current.CancellationToken));
        Assert.False(second.IsCompleted);
    }

    [Theory]
    [InlineData(int.MaxValue, 14)]
    [InlineData(int.MinValue, -14)]
    public async Task UtcOffset_OfNoPlaceOnEarth_IsTheNearestOne(int minutes, int hours)
    {
        UtcOffset.SetResult(minutes);
        var feed = await ConnectedFeedAsync();

        Assert.Equal(TimeSpan.FromHours(hours), feed.UtcOffset);
    }

    [Fact]
    public void Following_SaidAgainAndAgain_RendersOnce()
    {
        int changes = 0;
        var follower = new TailFollower(JSInterop.JSRuntime, () => changes++);
        for (int i = 0; i < 1_000; i++)
            follower.OnFollowing(false);

        Assert.Equal(1, changes);
    }

    private static FeedItem Largest(FeedItemKind kind) => new(
        kind, 1_727_505_883_977, ReadyState.Open, new('i', 512), new('t', 512), new('d', 4_096), 4_096, true, new('n', 1_024), Stream: 1);

    private BrowserFeed NewFeed() => new(JSInterop.JSRuntime, error =>
    {
        _shown.Add(error);
        return Task.CompletedTask;
    });
}
