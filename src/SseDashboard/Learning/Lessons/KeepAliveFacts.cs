using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Learning.Course;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on keep-alive: a silent stream behind a proxy with an idle timeout.</summary>
internal static class KeepAliveFacts
{
    /// <summary>The bytes a minute of the best heartbeat that we know: an empty comment, just before the proxy's 5 s are over.</summary>
    public const int Par = 50;

    /// <summary>What the page sees without a heartbeat.</summary>
    public static readonly Question Silent = new("silent", "The heartbeat is off, and the server is silent for longer than the proxy waits. What does the page get?",
        new Choice("event", "The next event, on time"), new Choice("late", "The next event, late"), new Choice("error", "An error, before the next event"))
    {
        AnsweredBy = "Switch Heartbeat off and run.",
    };

    /// <summary>How many events the heartbeats are.</summary>
    public static readonly Question Heard = new("heard", "The heartbeat is on. How many heartbeats will the page's listeners hear?")
    {
        Unit = "heartbeat",
        AnsweredBy = "Switch Heartbeat on and run to the end.",
    };

    /// <summary>The silence between the two events, in seconds: more than two timeouts, so that one heartbeat is not enough.</summary>
    public static int SilenceOf(int timeout) => (int)Math.Ceiling(2.4 * timeout);

    /// <summary>When the last byte of the first connection was written; <see langword="null"/> before the first, and after its end.</summary>
    public static DateTimeOffset? LastByte(ExchangeModel model) =>
        model.Connections is [{ Wire: { HasEnded: false } wire }, ..] ? wire.Frames.LastOrDefault()?.Wire?.At ?? wire.Response?.At : null;

    /// <summary>What the run showed so far.</summary>
    public static IReadOnlyList<Fact> Of(ExchangeModel model)
    {
        if (model.Connections is not [{ Wire: { } wire, Browser: { } browser } connection, ..] || wire.Frames.LastOrDefault(step => step.Wire is not null) is not { } last)
            return [];
        var facts = new List<Fact>();
        var comments = Comments(connection);
        if (wire.End is { } end && browser.End is { Kind: FeedItemKind.Reconnecting } error)
        {
            double since = error.Time - (wire.Frames.LastOrDefault(step => step.Browser is not null)?.Browser?.Item.Time ?? error.Time);
            facts.Add(new($"The proxy cut the connection {Quantity.Duration((end.At - last.Wire!.At).TotalMilliseconds)} after the last byte. To the server, the client has left; to the page, the connection is lost.")
            {
                Server = $"client disconnected {Quantity.Duration((end.At - last.Wire.At).TotalMilliseconds)} after its last write",
                Browser = $"error without data, {Quantity.Duration(since)} after the last event",
                Bet = comments.Length == 0 ? Silent : null,
                Truth = "error",
            });
        }
        else if (Final(connection) is { } final)
        {
            double silence = (final.Wire!.At - wire.Frames[0].Wire!.At).TotalMilliseconds;
            facts.Add(new($"The connection survived {Quantity.Duration(silence)} without an event.")
            {
                Server = $"wrote final {Quantity.Duration(silence)} after the first event",
                Browser = $"dispatched it {Quantity.Milliseconds(final.Latency ?? 0)} later, and had no error",
            });
        }

        if (comments.Length > 0)
        {
            int events = connection.Frames.Count(step => step is { Reading.HasData: true, Browser: not null });
            facts.Add(new($"The host filled the silence with {Quantity.Of(comments.Length, "comment")}, about {BytesAMinute(connection)} bytes a minute. No listener heard them.")
            {
                Server = $"wrote {Quantity.Of(comments.Length, "comment")}, {Quantity.Of(comments.Sum(step => step.Wire!.Frame.Bytes.Length), "byte")}, one every {Quantity.Duration(Gap(connection))}",
                Browser = $"dispatched {Quantity.Of(browser.Received, "event")}",
                Bet = Heard,
                Truth = (browser.Received - events).ToString(CultureInfo.InvariantCulture),
            });
        }

        return facts;
    }

    /// <summary>Judges a run for the puzzle: the bytes a minute of heartbeats that keep the stream alive.</summary>
    public static PuzzleResult Judge(ExchangeModel model)
    {
        if (model.Connections is not [{ Wire.End: not null } connection, ..])
            return new(false, "The host has no finished run of yours. Run the experiment to its end.");
        int comments = Comments(connection).Length;
        string record = $"The host wrote {Quantity.Of(comments, "heartbeat")}";
        if (Final(connection) is null)
            return new(false, $"{record}, and the proxy cut the stream before its second event. The evidence says how long the proxy waited.");
        return comments == 0
            ? new(false, $"{record}: your stream was not silent.")
            : new(true, $"{record}, one every {Quantity.Duration(Gap(connection))}: {BytesAMinute(connection)} bytes a minute. The stream survived to its second event.", BytesAMinute(connection));
    }

    private static FrameStep[] Comments(ExchangeConnection connection) => [.. connection.Frames.Where(step => step is { Wire.Flushed: not null, Reading.IsComment: true })];

    private static FrameStep? Final(ExchangeConnection connection) => connection.Frames.FirstOrDefault(step => step is { Type: "final", Wire: not null, Browser: not null });

    // From the first frame to the last comment: the average time between two writes, in milliseconds.
    private static double Gap(ExchangeConnection connection)
    {
        var comments = Comments(connection);
        return (comments[^1].Wire!.At - connection.Frames[0].Wire!.At).TotalMilliseconds / comments.Length;
    }

    private static int BytesAMinute(ExchangeConnection connection)
    {
        var comments = Comments(connection);
        double bytes = comments.Average(step => step.Wire!.Frame.Bytes.Length);
        return (int)Math.Ceiling(bytes * 60_000 / Math.Max(1, Gap(connection)));
    }
}
