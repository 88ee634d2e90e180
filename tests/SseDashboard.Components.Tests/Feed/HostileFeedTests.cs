using Bunit;
using Microsoft.JSInterop;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Interop;

namespace SseDashboard.Components.Tests;

/// <summary>A browser that calls what the page's script calls, with anything.</summary>
public sealed class HostileFeedTests : DashboardContext
{
    private const int Bound = 4_000_000;

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
        { "a note is longer", () => Items.Event("a", console: new('x', 1_025)) },
        { "a preview is longer", () => Items.Event(new('x', 4_097)) },
        { "a lost item has a text", () => Items.Lost(1) with { Data = "x" } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Batch_ThatTheScriptCannotHaveSent_IsNotTakenAndThePageSaysWhy(string problem, Func<FeedItem?> item)
    {
        var feed = NewFeed();
        await feed.OnBatch(1, [Items.Opened(), item()!]);

        Assert.Contains(problem, Assert.Single(_shown).Message, StringComparison.Ordinal);
        Assert.Equal(0, feed.Items.Total);
        Assert.Null(feed.State);
    }

    [Fact]
    public async Task Batch_OfNothingOrOfTooMuch_IsNotTaken()
    {
        var feed = NewFeed();
        await feed.OnBatch(1, null!);
        await feed.OnBatch(2, [.. Enumerable.Repeat(Items.Opened(), 501)]);

        Assert.Equal(["there is no batch", "a batch has at most 500 items"], _shown.Select(error => error.Message.Split(": ")[1].TrimEnd('.')));
        Assert.Equal(0, feed.Items.Total);
    }

    [Fact]
    public async Task Batch_ThatComesAgain_IsTakenOnce()
    {
        var feed = NewFeed();
        await feed.OnBatch(1, [Items.Event("a")]);
        await feed.OnBatch(1, [Items.Event("a")]);
        await feed.OnBatch(2, [Items.Event("b")]);

        Assert.Equal(["a", "b"], feed.Items.Snapshot().Select(row => row.Value.Data));
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
            await feed.OnBatch(number, [.. Enumerable.Range(0, 500).Select(_ => Largest(kind))]);

        Assert.Empty(_shown);
        Assert.Equal(3_000, feed.Items.Total);
        Assert.InRange(feed.Items.Snapshot().Sum(row => FeedBounds.SizeOf(row.Value)), 1, Bound);
        Assert.InRange(feed.Console.Snapshot().Sum(line => FeedBounds.SizeOf(line.Value)), 1, Bound / 2);
        Assert.InRange(exchange.Connections.Sum(c => c.Frames.Sum(step => step.Size) + c.Unmatched.Sum(e => e.Size)), 0, Bound);
    }

    [Fact]
    public async Task Text_AskedForWhileAnotherIsRead_EndsTheFirst()
    {
        Browser.Setup<IJSStreamReference>("readText", _ => true);
        var feed = await ConnectedFeedAsync();
        var first = feed.ReadTextAsync(Items.Event("a") with { Text = 1 });
        var second = feed.ReadTextAsync(Items.Event("b") with { Text = 2 });

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
        kind, 1_727_505_883_977, ReadyState.Open, new('i', 512), new('t', 512), new('d', 4_096), 4_096, null, new('n', 1_024), new('c', 1_024), Stream: 1);

    private BrowserFeed NewFeed() => new(JSInterop.JSRuntime, error =>
    {
        _shown.Add(error);
        return Task.CompletedTask;
    });
}
