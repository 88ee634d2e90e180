using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

/// <summary>What happens while a stream's modules are still loading, or if they never load.</summary>
public sealed class HastyStreamTests : StreamContext
{
    private static readonly FeedRequest Request = new("/sse", [], null);

    private readonly TaskCompletionSource _feed = new();
    private readonly TaskCompletionSource _clock = new();
    private readonly Circuit _circuit = new();
    private readonly SlowBrowser _browser;
    private readonly WatchedStream _stream;

    public HastyStreamTests()
    {
        _browser = new(JSInterop.JSRuntime);
        _browser.Imports.Add("./js/dashboard/browser-feed.js", _feed.Task);
        _browser.Imports.Add("./js/protocol/clock.js", _clock.Task);
        _stream = new(_browser, Taps, Clock, AtOnce, Unexpected);
    }

    private WireTaps Taps => Services.GetRequiredService<WireTaps>();

    [Fact]
    public void Connect_BrowserDoesNotAnswer_FailsAfterHalfAMinute()
    {
        var connecting = Connect();

        Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(connecting.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(1));
        _circuit.RunUntil(connecting);

        Assert.IsType<TimeoutException>(connecting.Exception?.InnerException);
    }

    [Fact]
    public void Connect_TimesOutDuringDispose_RaisesNothing()
    {
        var connecting = Connect();
        // The timer fires on its own thread and queues its callback on the circuit.
        Clock.Advance(TimeSpan.FromSeconds(30));
        var disposing = Leave();
        // As the JavaScript runtime does after a minute.
        _circuit.Do(() => _feed.SetCanceled(new(canceled: true)));
        _circuit.RunUntil(connecting, disposing);

        Assert.True(connecting.IsCompletedSuccessfully);
        Assert.True(disposing.IsCompletedSuccessfully);
    }

    [Fact]
    public void CloseAndCloseOn_WhileConnecting_ApplyAfterConnect()
    {
        var connecting = Connect();
        var choosing = _circuit.Do(() => _stream.Feed.SetCloseOnAsync("end"));
        var closing = _circuit.Do(() => _stream.Feed.CloseAsync("button"));

        _circuit.Do(_feed.SetResult);
        _circuit.Do(_clock.SetResult);
        _circuit.RunUntil(connecting, choosing, closing);

        Assert.Equal(["connect", "closeOn", "stop"], _browser.Calls.Where(call => call is "connect" or "closeOn" or "stop"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_BeforeFeedLoads_OpensNothingAndRaisesNothing(bool failing)
    {
        var connecting = Connect();
        var closing = _circuit.Do(() => _stream.Feed.CloseAsync("button"));
        // As the latency panel does on its own.
        var measuring = _circuit.Do(_stream.Clocks.MeasureAsync);
        var disposing = Leave();
        Assert.Equal(0, Taps.Count);

        Answer(_feed, failing);
        Answer(_clock, failing);
        _circuit.RunUntil(connecting, closing, measuring, disposing);

        Assert.True(connecting.IsCompletedSuccessfully);
        Assert.True(closing.IsCompletedSuccessfully);
        Assert.True(measuring.IsCanceled);
        Assert.True(disposing.IsCompletedSuccessfully);
        Assert.DoesNotContain(_browser.Calls, call => call is "connect" or "stop" or "now");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_BeforeClockLoads_ReleasesStreamAtOnce(bool failing)
    {
        _feed.SetResult();
        var connecting = Connect();
        Assert.Contains("connect", _browser.Calls);
        var disposing = Leave();

        Assert.Contains("dispose", _browser.Calls);
        Assert.Equal(0, Taps.Count);

        Answer(_clock, failing);
        _circuit.RunUntil(connecting, disposing);
        Assert.True(connecting.IsCompletedSuccessfully);
        Assert.True(disposing.IsCompletedSuccessfully);
        Assert.Null(_stream.Clocks.Estimate);
        Assert.DoesNotContain("now", _browser.Calls);
    }

    private Task Connect() => _circuit.Do(() => _stream.ConnectAsync(Request, []));

    private Task Leave() => _circuit.Do(() => _stream.DisposeAsync().AsTask());

    private void Answer(TaskCompletionSource import, bool failing) => _circuit.Do(() =>
    {
        if (failing)
            import.SetException(new JSException("No such module."));
        else
            import.SetResult();
    });
}
