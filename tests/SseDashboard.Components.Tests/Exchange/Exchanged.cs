using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

/// <summary>Builds a model from what a server and a browser do, step by step and in any order.</summary>
internal sealed class Exchanged(ExchangeModel? model = null)
{
    /// <summary>The start, by the server's clock.</summary>
    public static readonly DateTimeOffset Start = new(2024, 9, 28, 6, 44, 43, 977, TimeSpan.Zero);

    private long _row;

    public ExchangeModel Model { get; } = model ?? new();

    /// <summary>The time of the following steps, in ms from the start, on both clocks.</summary>
    public double Time { get; set; }

    /// <summary>How far the browser's clock is ahead of the server's, in ms.</summary>
    public double Ahead { get; init; }

    private DateTimeOffset ServerTime => Start.AddMilliseconds(Time);

    private double BrowserTime => (ServerTime - DateTimeOffset.UnixEpoch).TotalMilliseconds + Ahead;

    /// <summary>Opens a connection on both sides.</summary>
    public Exchanged Opened(int connection = 1, string? lastEventId = null, bool announced = true, long? backlog = null)
    {
        if (announced)
            Browser(FeedItemKind.Connecting);
        Requested(connection, lastEventId).Responded(connection, backlog: backlog);
        return Browser(FeedItemKind.Open);
    }

    public Exchanged Requested(int connection = 1, string? lastEventId = null) =>
        Wire(new WireRequest(connection, ServerTime, "GET", "/sse", "HTTP/1.1", [new("Accept", "text/event-stream")], lastEventId));

    public Exchanged Responded(int connection = 1, int status = 200, long? backlog = null, string type = "text/event-stream") =>
        Wire(new WireResponse(connection, ServerTime, status, [new("Content-Type", type)], backlog));

    public Exchanged Frame(string? data, string? type = null, string? id = null, int connection = 1, bool flushed = true) =>
        Frame(EventFrame.Of(new() { Data = data, Type = type, Id = id }), connection, flushed);

    public Exchanged Frame(EventFrame frame, int connection = 1, bool flushed = true, bool heartbeat = false) =>
        Wire(new WireFrame(connection, ServerTime, frame, flushed ? ServerTime.AddMilliseconds(1) : null, heartbeat));

    /// <summary>Adds a frame whose bytes our own encoder would refuse to write.</summary>
    public Exchanged Bytes(ReadOnlySpan<byte> bytes) => Frame(EventFrame.OfBytes(bytes.ToArray(), events: 1, ""));

    public Exchanged Comment(string text = "heartbeat", int connection = 1) => Frame(EventFrame.OfComment(text), connection, heartbeat: true);

    public Exchanged ServerEnd(StreamEnd reason = StreamEnd.Completed, int connection = 1) => Wire(new WireEnd(connection, ServerTime, reason));

    public Exchanged Wire(WireRecord record)
    {
        Model.Add(record);
        return this;
    }

    public Exchanged Event(string data, string type = "message", string id = "") =>
        Add(new(FeedItemKind.Event, BrowserTime + 3, ReadyState.Open, id, type, data, data.Length));

    public Exchanged Browser(FeedItemKind kind, string? detail = null) => Add(new(kind, BrowserTime, Detail: detail));

    /// <summary>The browser's half of a refusal, whose status the page has found out.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="delay">When the page tries again, in ms; <see langword="null"/> if it does not.</param>
    public Exchanged Refused(int status, double? delay = null) => Add(new(
        delay is null ? FeedItemKind.Failed : FeedItemKind.Reconnecting, BrowserTime, ReadyState.Closed, Detail: $"The server answered {status}.",
        Delay: delay, Status: status, NextTry: BrowserTime + delay));

    /// <summary>Records of frames with these numbers as data and id, one after the other.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many.</param>
    /// <param name="step">The time between two, in ms.</param>
    public WireFrame[] Frames(int first, int count, double step = 0) =>
    [
        .. Enumerable.Range(first, count).Select((number, i) => new WireFrame(
            1, ServerTime.AddMilliseconds(i * step), EventFrame.Of(new() { Data = $"{number}", Id = $"{number}" }),
            ServerTime.AddMilliseconds(1 + (i * step)), false)),
    ];

    public Exchanged Skipped(int count)
    {
        Add(new(FeedItemKind.Skipped, BrowserTime, Count: count, Events: count, Until: BrowserTime));
        _row += count - 1;
        return this;
    }

    public Exchanged Lost(int count) => Add(new(FeedItemKind.Lost, BrowserTime, Count: count));

    public Exchanged At(double milliseconds)
    {
        Time = milliseconds;
        return this;
    }

    public Exchanged Add(FeedItem item)
    {
        Model.Add(_row++, item);
        return this;
    }

    /// <summary>The verdicts on a connection's frames, in wire order.</summary>
    public Verdict[] Verdicts(int connection = 0) => [.. Model.Connections[connection].Frames.Select(step => step.Verdict)];

    /// <summary>The data of each frame, paired with the data of its matched event.</summary>
    public (string? Frame, string? Event)[] Pairs(int connection = 0) =>
        [.. Model.Connections[connection].Frames.Select(step => (step.Reading is { HasData: true } reading ? reading.Preview : null, step.Browser?.Item.Data))];
}
