using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using SseDashboard.Components.Exchange;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class WatchedStreamTests : StreamContext
{
    private static readonly FeedRequest Request = new("/sse", [], null);

    private WireTaps Taps => Services.GetRequiredService<WireTaps>();

    [Fact]
    public async Task Connect_FirstWatchedAfterOneThatWasNot_BeginsTheExchangeAnew()
    {
        Settings["Streams:Watchers"] = "1";
        await using var stream = Create();
        using (Taps.Watch())
        {
            await stream.ConnectAsync(Request, []);
            Assert.Contains("Streams:Watchers", stream.NotWatched, StringComparison.Ordinal);
            stream.Feed.Take([Items.Connecting(), Items.Opened(), Items.Closed("button")]);
            Assert.Single(stream.Exchange.Connections);
        }

        await stream.ConnectAsync(Request, []);

        // The watcher's first connection is the browser's second: nothing may be left for it to be paired with.
        Assert.Null(stream.NotWatched);
        Assert.Empty(stream.Exchange.Connections);
    }

    [Fact]
    public async Task Dispose_AfterAMeasurementThatFailed_GivesTheWatchBack()
    {
        BrowserTime.SetException(new InvalidOperationException("no clock"));
        var stream = Create();
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ConnectAsync(Request, []));
        Assert.Equal(1, Taps.Count);

        // It was told once.
        await stream.DisposeAsync();

        Assert.Equal(0, Taps.Count);
    }

    [Fact]
    public async Task Dispose_WhileTheCircuitGoes_IsNoError()
    {
        BrowserTime.SetCanceled();
        var stream = Create();
        await stream.ConnectAsync(Request, []);

        await stream.DisposeAsync();

        Assert.Equal(0, Taps.Count);
    }

    [Fact]
    public async Task Connect_BrowserThatDoesNotAnswer_IsAnErrorAfterHalfAMinute()
    {
        var import = new TaskCompletionSource();
        await using var stream = Create(new SlowBrowser(JSInterop.JSRuntime) { Import = import.Task });
        var connecting = stream.ConnectAsync(Request, []);

        Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(connecting.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => connecting);

        // As the runtime does after a minute.
        import.SetCanceled(new(canceled: true));
    }

    [Fact]
    public async Task Close_WhileTheBrowserHasNotAnswered_FollowsTheConnection()
    {
        var import = new TaskCompletionSource();
        var browser = new SlowBrowser(JSInterop.JSRuntime) { Import = import.Task };
        await using var stream = Create(browser);
        var connecting = stream.ConnectAsync(Request, []);
        var closing = stream.Feed.CloseAsync("button");

        import.SetResult();
        await connecting;
        await closing;

        Assert.Equal(["connect", "stop"], browser.Calls.Where(call => call is "connect" or "stop"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_WhileTheBrowserHasNotAnswered_LetsGoOfEverythingAndTellsNobody(bool failing)
    {
        var import = new TaskCompletionSource();
        var browser = new SlowBrowser(JSInterop.JSRuntime) { Import = import.Task };
        var stream = Create(browser);
        var connecting = stream.ConnectAsync(Request, []);
        var disposing = stream.DisposeAsync();

        if (failing)
            import.SetException(new JSException("No such module."));
        else
            import.SetResult();
        await disposing;
        await connecting;

        Assert.DoesNotContain("connect", browser.Calls);
        // The clock's module is not even asked for.
        Assert.Single(browser.Calls, "import");
        Assert.Equal(0, Taps.Count);
    }

    private WatchedStream Create(IJSRuntime? js = null) => new(
        js ?? JSInterop.JSRuntime,
        Taps,
        Clock,
        action =>
        {
            action();
            return Task.CompletedTask;
        });
}
