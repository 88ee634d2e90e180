using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Feed;
using SseDashboard.Labs;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>A lesson's page and its ticker: requests of the page or of other clients, and what the ticker wrote to them.</summary>
internal sealed class TickedPage
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Exchanged _exchanged = new();
    private int _requests;
    private int _connections;

    public TickedPage(TickScript script)
    {
        Ticker = new Tickers(Options.Create(new LessonLabOptions()), _clock).Add(script)!;
        _exchanged.Model.SetListening(["tick", "gap", "final"]);
    }

    public Ticker Ticker { get; }

    public SseDashboard.Exchange.ExchangeModel Model => _exchanged.Model;

    /// <summary>A request of the page, which gets these ticks and then ends.</summary>
    public TickedPage Gets(int first, int last, StreamEnd end, string? lastEventId = null, bool final = false, long missed = 0)
    {
        int number = Request("?watch=token", lastEventId), connection = ++_connections;
        _exchanged.Opened(connection, lastEventId, announced: connection == 1);
        for (int tick = first; first > 0 && tick <= last; tick++)
            _exchanged.Frame($"{tick}", "tick", $"{tick}", connection).Event($"{tick}", "tick", $"{tick}");
        if (final)
            _exchanged.Frame("Final event", "final", connection: connection).Event("Final event", "final", _exchanged.Model.Connections[^1].Frames is [.., var before] && first > 0 ? before.Browser?.Item.Id ?? "" : lastEventId ?? "");
        Ticker.Update(number, request => request with { Stream = number, First = first, Last = last, HasFinal = final, Missed = missed });
        _exchanged.ServerEnd(end, connection);
        Ticker.Update(number, request => request with { EndedAt = _clock.GetUtcNow(), End = end });
        return this;
    }

    /// <summary>A request that the host answers with <c>final</c> after the page has closed the stream.</summary>
    public TickedPage GetsTooLate(string lastEventId)
    {
        int number = Request("?watch=token", lastEventId), connection = ++_connections;
        _exchanged.Requested(connection, lastEventId).Responded(connection).Frame("Final event", "final", connection: connection)
            .ServerEnd(StreamEnd.Completed, connection);
        Ticker.Update(number, request => request with { Stream = number, HasFinal = true, EndedAt = _clock.GetUtcNow(), End = StreamEnd.Completed });
        return this;
    }

    /// <summary>A request of another client, which leaves after a while.</summary>
    public TickedPage OtherLeaves()
    {
        int number = Request("", null);
        _clock.Advance(TimeSpan.FromMilliseconds(700));
        Ticker.Update(number, request => request with { Stream = number, First = 1, Last = 2, EndedAt = _clock.GetUtcNow(), End = StreamEnd.ClientLeft });
        return this;
    }

    /// <summary>A request that is answered with another status.</summary>
    public TickedPage Refused(int status)
    {
        Ticker.Status = status;
        Request("?watch=token", null);
        return this;
    }

    public TickedPage Closes(string reason = "final")
    {
        _exchanged.Browser(FeedItemKind.Closed, reason);
        return this;
    }

    public TickedPage Loses()
    {
        _exchanged.Browser(FeedItemKind.Reconnecting);
        return this;
    }

    public TickedPage Wait(double milliseconds)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return this;
    }

    private int Request(string query, string? lastEventId)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new(query);
        if (lastEventId is not null)
            context.Request.Headers["Last-Event-ID"] = lastEventId;
        Ticker.Receive(context.Request);
        return ++_requests;
    }
}
