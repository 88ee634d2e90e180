using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class ConnectionTests
{
    [Fact]
    public void Frame_ConnectionStartMissed_IsShownAtOnce()
    {
        var exchanged = new Exchanged().Wire(new WireMissed(default)).Frame("a");

        Assert.Equal([Verdict.NotYetKnown], exchanged.Verdicts());
    }

    [Fact]
    public void Reconnect_ByBrowser_AddsConnectionWithIdAndDelay()
    {
        var exchanged = new Exchanged().Opened().Frame("a", id: "e-1").Event("a", id: "e-1");
        exchanged.At(1_000).ServerEnd(StreamEnd.Dropped).Browser(FeedItemKind.Reconnecting);
        exchanged.At(4_000).Opened(2, "e-1", announced: false).Frame("b", connection: 2).Event("b", id: "e-1");

        Assert.Equal(2, exchanged.Model.Connections.Count);
        var second = exchanged.Model.Connections[1];
        Assert.Equal((2, "e-1", 3_000.0), (second.Number, second.LastEventId, second.DelayBefore));
        Assert.Equal([("b", "b")], exchanged.Pairs(1));
    }

    [Fact]
    public void Reconnect_BeforeServerNoticesEnd_HasNoDelay()
    {
        var exchanged = new Exchanged().Opened().At(1_000).Browser(FeedItemKind.Reconnecting);
        exchanged.At(4_000).Opened(2, announced: false).At(16_000).ServerEnd(StreamEnd.ClientLeft);

        Assert.Equal(StreamEnd.ClientLeft, exchanged.Model.Connections[0].Wire?.End?.Reason);
        Assert.Null(exchanged.Model.Connections[1].DelayBefore);
    }

    [Fact]
    public void Connect_BeforeServerNoticesEnd_HasDelayByBrowserClock()
    {
        var exchanged = new Exchanged { Ahead = 60_000 }.Opened().At(1_000).Browser(FeedItemKind.Reconnecting);
        exchanged.At(3_500).Opened(2).At(16_000).ServerEnd(StreamEnd.ClientLeft);

        Assert.Equal(2_500, exchanged.Model.Connections[1].DelayBefore!.Value, 3);
    }

    [Fact]
    public void Reconnect_ReportedByServerFirst_IsOneConnection()
    {
        var exchanged = new Exchanged().Opened().ServerEnd().Requested(2, "1").Responded(2).Frame("b", connection: 2);
        exchanged.Browser(FeedItemKind.Reconnecting).Browser(FeedItemKind.Open).Event("b", id: "1");

        Assert.Equal(2, exchanged.Model.Connections.Count);
        Assert.Equal([("b", "b")], exchanged.Pairs(1));
    }

    [Fact]
    public void Connect_Twice_CutsOffFirst()
    {
        var exchanged = new Exchanged().Opened().Browser(FeedItemKind.Closed, "replaced").Opened(2).Frame("late").Frame("b", connection: 2).Event("b");

        Assert.Equal([Verdict.ClosedBefore], exchanged.Verdicts());
        Assert.Equal([("b", "b")], exchanged.Pairs(1));
    }

    [Fact]
    public void Request_NeverReachedServer_HasNoServerHalf()
    {
        var exchanged = new Exchanged().Opened().ServerEnd().Browser(FeedItemKind.Reconnecting);
        exchanged.Browser(FeedItemKind.Reconnecting).Opened(2, announced: false).Frame("b", connection: 2).Event("b");

        Assert.Equal([1, null, 2], exchanged.Model.Connections.Select(connection => connection.Wire?.Number));
        Assert.Equal([("b", "b")], exchanged.Pairs(2));
    }

    [Fact]
    public void Refusal_RequestFailed_BelongsToThatRequest()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting).Requested().Responded(status: 503);
        exchanged.Wire(new WireRefusal(1, default, 503, RefusalReason.TooManyConnections)).Browser(FeedItemKind.Failed);

        var connection = Assert.Single(exchanged.Model.Connections);
        Assert.NotNull(connection.Wire?.Refusal);
        Assert.Equal(FeedItemKind.Failed, connection.Browser?.End?.Kind);
    }

    [Fact]
    public void Request_ClosedBeforeOpen_DoesNotAffectNext()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting).Browser(FeedItemKind.Closed, "button");
        exchanged.Requested().Responded().Frame("a").ServerEnd(StreamEnd.ClientLeft).Opened(2).Frame("a", connection: 2).Event("a");

        Assert.Equal([Verdict.ClosedBefore], exchanged.Verdicts());
        Assert.Equal([("a", "a")], exchanged.Pairs(1));
    }

    [Fact]
    public void Request_ClosedBeforeSent_DoesNotAffectNext()
    {
        var exchanged = new Exchanged().Browser(FeedItemKind.Connecting).Browser(FeedItemKind.Closed, "button");
        exchanged.Opened().Frame("a").Event("a");

        Assert.Equal([null, 1], exchanged.Model.Connections.Select(connection => connection.Wire?.Number));
        Assert.Equal([("a", "a")], exchanged.Pairs(1));
    }

    [Fact]
    public void Close_WhileWaitingToReconnect_BelongsToLastConnection()
    {
        var exchanged = new Exchanged().Opened().ServerEnd().Browser(FeedItemKind.Reconnecting).Browser(FeedItemKind.Closed, "button");

        Assert.NotNull(Assert.Single(exchanged.Model.Connections).Browser!.ClosedWaiting);
    }

    [Fact]
    public void Connection_AllRecordsMissed_KeepsItsPosition()
    {
        var exchanged = new Exchanged().Opened().ServerEnd().Browser(FeedItemKind.Reconnecting);
        exchanged.Wire(new WireMissed(default)).Browser(FeedItemKind.Open).Event("b").Browser(FeedItemKind.Reconnecting);
        exchanged.Opened(3, announced: false).Frame("c", connection: 3).Event("c");

        Assert.Equal(3, exchanged.Model.Connections.Count);
        Assert.Equal([(null, "b")], exchanged.Pairs(1));
        Assert.Equal([("c", "c")], exchanged.Pairs(2));
    }

    [Fact]
    public void ServerEnd_OverFetch_IsNotPageClose()
    {
        var exchanged = new Exchanged().Opened().Frame("a").ServerEnd(StreamEnd.Failed);
        exchanged.Add(Items.Ended());

        Assert.Equal([Verdict.CutOff], exchanged.Verdicts());
        Assert.Equal("server: producer failed", ExchangeWords.EndOf(exchanged.Model.Connections[0]));
    }

    [Fact]
    public void Frames_OverBound_DropsAndCountsOldest()
    {
        var exchanged = new Exchanged(new(maxFrames: 100)).Opened();
        for (int i = 0; i < 250; i++)
            exchanged.Frame($"{i}").Event($"{i}");

        var frames = exchanged.Model.Connections[0].Frames;
        Assert.InRange(frames.Count, 90, 100);
        Assert.Equal(250 - frames.Count, exchanged.Model.DroppedFrames);
        Assert.All(frames, step => Assert.Equal(Verdict.Dispatched, step.Verdict));
    }

    [Fact]
    public void Bytes_OverBound_DropsOldest()
    {
        var exchanged = new Exchanged(new(maxBytes: 1_000)).Opened();
        for (int i = 0; i < 10; i++)
            exchanged.Frame(new string((char)('a' + i), 300));

        Assert.Equal(3, exchanged.Model.Connections[0].Frames.Count);
        Assert.Equal(7, exchanged.Model.DroppedFrames);
    }

    [Fact]
    public void Connections_OverBound_DropsOldestAndKeepsMatching()
    {
        var exchanged = new Exchanged(new(maxConnections: 3)).Opened();
        for (int i = 2; i <= 10; i++)
        {
            exchanged.ServerEnd(connection: i - 1).Browser(FeedItemKind.Reconnecting).Opened(i, announced: false);
            exchanged.Frame($"{i}", connection: i).Event($"{i}");
        }

        Assert.Equal([8, 9, 10], exchanged.Model.Connections.Select(connection => connection.Number));
        Assert.Equal(7, exchanged.Model.DroppedConnections);
        Assert.Equal([("10", "10")], exchanged.Pairs(2));
    }

    [Fact]
    public void Clear_ConnectionOpen_KeepsIt()
    {
        var exchanged = new Exchanged().Opened().Frame("a").Event("a").Frame("b");
        exchanged.Model.Clear();
        exchanged.Event("b").Frame("c").Event("c");
        Assert.Equal([(null, "b"), ("c", "c")], exchanged.Pairs());
    }

    // The host notices a little later, and must not make the old connection part of the next run.
    [Fact]
    public void Clear_ConnectionClosedByThePage_ForgetsItBeforeTheServerEndsIt()
    {
        var exchanged = new Exchanged().Opened().Frame("a").Event("a").Browser(FeedItemKind.Closed, "button");
        exchanged.Model.Clear();
        exchanged.ServerEnd(StreamEnd.ClientLeft);
        Assert.Empty(exchanged.Model.Connections);

        exchanged.Opened(2).Frame("b", connection: 2).Event("b");
        Assert.Equal(2, Assert.Single(exchanged.Model.Connections).Wire!.Request!.Connection);
    }
}
