using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

/// <summary>What is drawn at both ends: nothing arrives before it was sent, whatever the clocks and the flushes do.</summary>
public sealed class PassageTests
{
    private static readonly HashSet<long> Closed = [];

    [Fact]
    public void Frame_FlushCompletesAfterDispatch_StartsAtWrite()
    {
        var exchanged = new Exchanged().Opened();
        exchanged.Wire(new WireFrame(1, Written, EventFrame.Of(new() { Data = "a" }), Written.AddMilliseconds(40), false)).At(2).Event("a");

        Assert.Equal(("06:44:43.977", "06:44:43.982"), Times(exchanged, DiagramRowKind.Frame, clock: null));
    }

    [Fact]
    public void Frames_FlushedLate_PauseAndBurstCountFromWrite()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < DiagramRows.FewestOfBurst; i++)
            exchanged.Wire(new WireFrame(1, Written.AddMilliseconds(i), EventFrame.Of(new() { Data = "a" }), Written.AddMilliseconds(900), false));

        var rows = DiagramRows.Of(exchanged.Model.Connections, Closed);
        Assert.DoesNotContain(rows, row => row.Kind == DiagramRowKind.Pause);
        Assert.Equal(DiagramRows.FewestOfBurst - 1, Assert.Single(rows, row => row.Kind == DiagramRowKind.Burst).Milliseconds);
    }

    [Fact]
    public void Flood_FlushedLate_LastsFromFirstToLastWrite()
    {
        var burst = new FrameBurst(0);
        foreach (int ms in (int[])[0, 5])
            burst.Add(new WireFrame(1, DateTimeOffset.UnixEpoch.AddMilliseconds(ms), EventFrame.Of(new() { Data = "a" }), DateTimeOffset.UnixEpoch.AddHours(1), false), true);

        Assert.Equal((0, 5), (burst.First, burst.Last));
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(-5_000)]
    public void Frame_ClocksDiffer_IsDrawnOnOneClock(double ahead)
    {
        var exchanged = new Exchanged { Ahead = ahead }.Opened().Frame("a").Event("a");

        var (server, browser) = Times(exchanged, DiagramRowKind.Frame, new ClockEstimate(ahead, 0.5, 12));
        Assert.Equal(3, (TimeSpan.Parse(browser) - TimeSpan.Parse(server)).TotalMilliseconds);
    }

    [Theory]
    [InlineData(3.4, 0.5, false)]
    [InlineData(5, 0.5, true)]
    public void Frame_ArrivesTooEarly_IsDrawnSoOnlyBeyondUncertainty(double difference, double uncertainty, bool early)
    {
        // The event is dispatched 3 ms after the write by clocks that agree.
        var exchanged = new Exchanged().Opened().Frame("a").Event("a");

        var (server, browser) = Times(exchanged, DiagramRowKind.Frame, new ClockEstimate(difference, uncertainty, 12));
        Assert.Equal(early, TimeSpan.Parse(server) > TimeSpan.Parse(browser));
    }

    [Fact]
    public void Request_ArrivesBeforeItWasSent_IsDrawnAtOnce()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting).At(-0.4).Requested();

        var (server, browser) = Times(exchanged, DiagramRowKind.Request, new ClockEstimate(0, 0.5, 12));
        Assert.Equal(browser, server);
    }

    [Theory]
    [InlineData(3.2, 0.5, "3.2 ms")]
    [InlineData(-0.2, 0.5, "≤ 0.3 ms")]
    [InlineData(-0.5, 0.5, "≤ 0.1 ms")]
    [InlineData(-3, 0.5, "-3.0 ms")]
    public void Latency_NegativeWithinUncertainty_IsUpperBound(double latency, double uncertainty, string text) =>
        Assert.Equal(text, Passage.Text(latency, uncertainty));

    [Fact]
    public void Latency_ClocksNotCompared_IsNotShown() =>
        Assert.Null(Passage.Text(new Exchanged().Opened().Frame("a").Event("a").Model.Connections[0].Frames[0], clock: null));

    private static DateTimeOffset Written { get; } = new(2024, 9, 28, 6, 44, 43, 977, TimeSpan.Zero);

    private static (string Server, string Browser) Times(Exchanged exchanged, DiagramRowKind kind, ClockEstimate? clock)
    {
        var row = DiagramRows.Of(exchanged.Model.Connections, Closed).Single(row => row.Kind == kind);
        var words = StepWords.Of(row, TimeSpan.Zero, clock);
        return (words.ServerTime, words.BrowserTime);
    }
}
