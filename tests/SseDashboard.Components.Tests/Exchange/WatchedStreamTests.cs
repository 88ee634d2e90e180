using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class WatchedStreamTests : StreamContext
{
    private static readonly FeedRequest Request = new("/sse", [], null);

    private WireTaps Taps => Services.GetRequiredService<WireTaps>();

    [Fact]
    public async Task Connect_FirstWatchedAfterUnwatched_StartsExchangeOver()
    {
        Settings["Streams:MaxWatchers"] = "1";
        await using var stream = Create();
        using (Taps.Watch())
        {
            await stream.ConnectAsync(Request, []);
            Assert.Contains("Streams:MaxWatchers", stream.NotWatched, StringComparison.Ordinal);
            stream.Feed.Take([Items.Connecting(), Items.Opened(), Items.Closed("button")]);
            Assert.Single(stream.Exchange.Connections);
        }

        await stream.ConnectAsync(Request, []);

        // The watcher's first connection is the browser's second, so nothing may be left to pair it with.
        Assert.Null(stream.NotWatched);
        Assert.Empty(stream.Exchange.Connections);
    }

    [Fact]
    public async Task Dispose_AfterFailedMeasurement_ReleasesWatch()
    {
        BrowserTime.SetException(new InvalidOperationException("no clock"));
        var stream = Create();
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ConnectAsync(Request, []));
        Assert.Equal(1, Taps.Count);

        // The failure was reported once.
        await stream.DisposeAsync();

        Assert.Equal(0, Taps.Count);
    }

    [Fact]
    public async Task Dispose_CircuitDisconnects_DoesNotThrow()
    {
        BrowserTime.SetCanceled();
        var stream = Create();
        await stream.ConnectAsync(Request, []);

        await stream.DisposeAsync();

        Assert.Equal(0, Taps.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batch_HandlerThrows_ShowsError(bool server)
    {
        var problem = new InvalidOperationException("no room");
        var shown = new TaskCompletionSource<Exception>();
        await using var stream = new WatchedStream(JSInterop.JSRuntime, Taps, Clock, AtOnce, error =>
        {
            shown.SetResult(error);
            return Task.CompletedTask;
        });
        await stream.ConnectAsync(Request, []);
        stream.Changed += () => throw problem;

        if (server)
            _ = ListenTo("news", query: $"?watch={((FeedRequest)Browser.Invocations["connect"].Single().Arguments[0]!).Watch}");
        else
            await stream.Feed.OnReport(1, stream.Feed.Report(Items.Connecting()));

        // The server's half is batched briefly on another thread.
        await Wait.UntilAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromMilliseconds(50));
                return shown.Task.IsCompleted;
            },
            "the page shows the error of its batch");

        Assert.Same(problem, await shown.Task);
    }

    [Fact]
    public async Task Records_WithoutAReport_AreShownAfterAThirdInterval()
    {
        int changes = 0;
        var ticks = new List<int>();
        await using var stream = new WatchedStream(JSInterop.JSRuntime, Taps, Clock, Dispatch, Unexpected);
        await ConnectAsync(stream);
        changes = 0;
        stream.Changed += () => changes++;

        await PassIntervalsAsync(() => changes > 0, "the page shows what the server wrote");

        Assert.Equal([0, 0, 1], ticks);

        Task Dispatch(Action action)
        {
            action();
            ticks.Add(changes);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Records_BeforeAReport_AreShownWithIt()
    {
        int changes = 0;
        var ticks = new List<int>();
        WatchedStream? stream = null;
        stream = new WatchedStream(JSInterop.JSRuntime, Taps, Clock, Dispatch, Unexpected);
        await using var _ = stream;
        await ConnectAsync(stream);
        stream.Changed += () => changes++;

        await PassIntervalsAsync(() => ticks.Count == 1, "the page takes the server's records");
        await Publisher.PublishAsync("news", [new() { Data = "a" }], Xunit.TestContext.Current.CancellationToken);
        await PassIntervalsAsync(() => ticks.Count >= 2, "the page takes the record of the event");

        Assert.Equal([1, 1], ticks.Take(2));

        Task Dispatch(Action action)
        {
            action();
            if (ticks.Count == 0)
                stream!.Feed.Take([Items.Connecting()]);
            ticks.Add(changes);
            return Task.CompletedTask;
        }
    }

    private async Task ConnectAsync(WatchedStream stream)
    {
        await stream.ConnectAsync(Request, []);
        _ = ListenTo("news", query: $"?watch={((FeedRequest)Browser.Invocations["connect"].Single().Arguments[0]!).Watch}");
    }

    private Task PassIntervalsAsync(Func<bool> condition, string what) => Wait.UntilAsync(
        () =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(50));
            return condition();
        },
        what);

    private WatchedStream Create() => new(JSInterop.JSRuntime, Taps, Clock, AtOnce, Unexpected);
}
