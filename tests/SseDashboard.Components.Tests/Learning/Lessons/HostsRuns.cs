using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Labs;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>Runs of two hosts, with epochs a and b, as the host and the browser record them.</summary>
internal static class HostsRuns
{
    public const string GapData = """{"missed":null,"reason":"lost","resumedAfter":"a-4"}""";

    public static readonly DateTimeOffset Start = new(2024, 9, 28, 6, 44, 43, 977, TimeSpan.Zero);

    public static HostStep[] Steps(params string[] lost) => Steps("b-5", lost);

    public static HostStep[] Puzzle() => Steps("a-5", "a-6", "a-7");

    // Four events, during which client 2 moves, those that are lost, the failover a second later, and one more.
    public static HostStep[] Steps(string next, string[] lost)
    {
        string[] before = ["a-1", "a-2", "a-3", "a-4", .. lost];
        return
        [
            .. before.Take(2).Select(Published),
            new MovedStep(Start, 2, "host-b"),
            .. before.Skip(2).Take(2).Select((id, i) => Published(id, i + 2)),
            new CutStep(Start, "host-b"),
            .. lost.Select((id, i) => Published(id, i + 4)),
            new FailoverStep(Start.AddSeconds(1), lost, "a-4"),
            new PublishedStep(Start.AddSeconds(1), next, $"event {before.Length + 1}", "host-b"),
        ];
    }

    public static PublishedStep Published(string id, int before) => new(Start, id, $"event {before + 1}", "host-a");

    public static HostsClient Client() => new();

    public static HostsClient One(string next = "b-5", int lost = 2) => Client().Open(1, "host-a")
        .Sends("a-1", "a-2", "a-3", "a-4").Sends([.. Enumerable.Range(5, lost).Select(i => $"a-{i}")]).Sends("gap", next);

    public static HostsClient Two(string next = "b-5") => Client().Open(1, "host-a").Sends("a-1", "a-2").Drops().Open(2, "host-b", "a-2").Sends("a-3", "a-4", next);

    public static HostsClient Crosses(string lastEventId, params string[] got) =>
        Client().Open(1, "host-b").Sends("a-4").At(2_000).Drops().Open(2, "host-a", lastEventId).Sends(got);
}

/// <summary>One client of the two hosts: its connections, and what they got.</summary>
internal sealed class HostsClient
{
    private readonly Exchanged _exchanged = new();
    private int _connection;

    public HostsClient() => _exchanged.Model.SetListening(["gap"]);

    public ExchangeModel Model => _exchanged.Model;

    public HostsClient At(double milliseconds)
    {
        _exchanged.At(milliseconds);
        return this;
    }

    public HostsClient Open(int connection, string host, string? lastEventId = null)
    {
        _connection = connection;
        if (connection == 1)
            _exchanged.Browser(FeedItemKind.Connecting);
        var at = HostsRuns.Start.AddMilliseconds(_exchanged.Time);
        _exchanged.Requested(connection, lastEventId)
            .Wire(new WireResponse(connection, at, 200, [new("Content-Type", "text/event-stream"), new("X-Served-By", host)], 2))
            .Browser(FeedItemKind.Open);
        return this;
    }

    public HostsClient Sends(params string[] ids)
    {
        foreach (string id in ids)
        {
            var (sent, type, data) = id == "gap" ? ("a-4", "gap", HostsRuns.GapData) : (id, "message", "x");
            _exchanged.Frame(data, type == "message" ? null : type, sent, _connection).Event(data, type, sent);
        }

        return this;
    }

    public HostsClient Drops()
    {
        _exchanged.ServerEnd(StreamEnd.Dropped, _connection).Browser(FeedItemKind.Reconnecting);
        return this;
    }
}
