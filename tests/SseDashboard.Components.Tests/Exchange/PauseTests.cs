using SseDashboard.Exchange.Views;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class PauseTests
{
    [Theory]
    [InlineData(499, false)]
    [InlineData(501, true)]
    public void Pause_OfHalfASecondOrMore_GetsRow(double milliseconds, bool shown) =>
        Assert.Equal(shown ? [milliseconds] : [], Pauses(new Exchanged().Opened().Frame("a").At(milliseconds).Frame("b")));

    [Fact]
    public void Pause_BeforeEndWithDifferentClocks_UsesServerClock()
    {
        var exchanged = new Exchanged { Ahead = 5_000 }.Opened().Frame("a");
        exchanged.At(10).Browser(FeedItemKind.Closed, "button");
        Assert.Empty(Pauses(exchanged));

        exchanged.At(20).ServerEnd(StreamEnd.ClientLeft);
        Assert.Empty(Pauses(exchanged));
    }

    [Fact]
    public void Pause_BeforePageClose_GetsRow()
    {
        var exchanged = new Exchanged { Ahead = -5_000 }.Opened().Frame("a");
        exchanged.At(2_001).Browser(FeedItemKind.Closed, "button").ServerEnd(StreamEnd.ClientLeft);

        Assert.Equal([2_001], Pauses(exchanged));
    }

    [Fact]
    public void Pause_AfterMissedRequest_DoesNotMixClocks()
    {
        var exchanged = new Exchanged { Ahead = -5_000 }.Browser(FeedItemKind.Connecting).Frame("a").Browser(FeedItemKind.Open);

        Assert.Single(exchanged.Model.Connections[0].Frames);
        Assert.Empty(Pauses(exchanged));
    }

    [Fact]
    public void Pause_RequestNeverReachedServer_UsesBrowserClock() =>
        Assert.Equal([3_000], Pauses(new Exchanged().Browser(FeedItemKind.Connecting).At(3_000).Browser(FeedItemKind.Failed)));

    private static IEnumerable<double> Pauses(Exchanged exchanged) => DiagramRows.Of(exchanged.Model.Connections, new HashSet<long>())
        .Where(row => row.Kind == DiagramRowKind.Pause)
        .Select(row => Math.Round(row.Milliseconds));
}
