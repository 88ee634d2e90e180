using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Feed;
using SseDashboard.Learning.Course;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on broken streams: what a run of one of them shows, and whether a cause is the right one.</summary>
internal static class BrokenFacts
{
    private const string Together = "together", Apart = "apart", None = "none", Comments = "comments", Events = "events", First = "first", Last = "last";

    // In milliseconds: events of one burst, and a spread that no burst of a server has.
    private const double BurstGap = 100, LongSpread = 1_000;
    private const int SmallestBurst = 3;

    /// <summary>When the messages of a burst were made.</summary>
    public static readonly Question Made = new("made", "In stream 1, a dozen messages reach the page at once. When did the server write them?",
        new Choice(Together, "At once as well, just before"), new Choice(Apart, "One by one, over some seconds before"))
    {
        AnsweredBy = "Open stream 1, and wait for a dozen messages.",
    };

    /// <summary>What arrives while no handler runs.</summary>
    public static readonly Question Unheard = new("unheard", "In stream 3, onmessage never runs. What does the server write meanwhile?",
        new Choice(None, "Nothing"), new Choice(Comments, "Comments only"), new Choice(Events, "Whole events"))
    {
        AnsweredBy = "Open stream 3, and wait a second.",
    };

    /// <summary>What the browser says when it reconnects.</summary>
    public static readonly Question Id = new("id", "In stream 2, all messages come again after a reconnect. Which Last-Event-ID did the browser send?",
        new Choice(None, "None"), new Choice(First, "The id of the first message"), new Choice(Last, "The id of the last message"))
    {
        AnsweredBy = "Open stream 2, and wait for the reconnect, three seconds after its end.",
    };

    /// <summary>What the run of a stream showed so far.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="model">What the host and the page recorded of it.</param>
    public static IReadOnlyList<Fact> Of(VisitedStream stream, ExchangeModel model)
    {
        // The dashboard's own request, with which it asks why it was refused, has no browser's half.
        var own = model.Connections.Where(connection => connection.Browser is not null).ToArray();
        if (own is not [var first, ..])
            return [];
        var facts = new List<Fact> { Heard(stream, own) };
        if (Burst(stream, first) is { } burst)
            facts.Add(burst);
        if (own.Length > 1 && Resumed(stream, first, own[1]) is { } resumed)
            facts.Add(resumed);
        return facts;
    }

    /// <summary>Judges a cause. The message for a wrong one says where to look, not what to find.</summary>
    public static PuzzleResult Judge(BrokenCase broken, Cause chosen)
    {
        if (chosen.Name == broken.Fault)
            return new(true, $"The host serves {chosen.Name} at this address. {broken.Solution}");
        string place = Cause.WordsOf(broken.Cause.Place);
        return new(false, broken.Near is var (near, why) && near == chosen.Name ? why
            : chosen.Place == broken.Cause.Place ? $"That is not it, but you are looking in the right place: {place}."
            : $"That is not it. Look at {place}.");
    }

    private static Fact Heard(VisitedStream stream, ExchangeConnection[] connections)
    {
        var frames = connections.SelectMany(connection => connection.Frames).Where(step => step.Wire?.Flushed is not null).ToArray();
        int events = frames.Count(step => step.Reading is { HasData: true });
        long heard = connections.Sum(connection => connection.Browser?.Received ?? 0);
        var ends = connections.Select(connection => connection.Browser?.End).OfType<FeedItem>().Where(end => end.Kind != FeedItemKind.Closed).ToArray();
        string errors = ends.Length == 0 ? "no error" : $"{Quantity.Of(ends.Length, "error")}, then {(ends[^1].Kind == FeedItemKind.Failed ? "CLOSED 2" : "CONNECTING 0")}";
        bool isSilent = stream.Case.Name == BrokenCases.Silent && connections[0].Browser?.Opened is not null;
        string failed = ends is [.., { Kind: FeedItemKind.Failed }] ? " The error event gives no reason: this dashboard sent the request once more, with fetch, to learn it." : "";
        return new($"Stream {stream.Number}: the page sent {Quantity.Of(connections.Length, "request")}, and its onmessage {Ran(heard)}.{failed}")
        {
            Server = connections.Any(connection => connection.Wire?.Response is not null)
                ? $"opened {Quantity.Of(connections.Count(connection => connection.Wire?.Response is not null), "stream")}, wrote {Quantity.Of(events, "event")}"
                : "opened no stream",
            Browser = $"dispatched {Quantity.Of(heard, "message")}; {errors}",
            Bet = isSilent && heard == 0 ? Unheard : null,
            Truth = events > 0 ? Events : frames.Length > 0 ? Comments : connections[0].Wire?.End is not null ? None : null,
        };
    }

    // The largest group of events that the page got at once.
    private static Fact? Burst(VisitedStream stream, ExchangeConnection connection)
    {
        List<FrameStep> largest = [], current = [];
        foreach (var step in connection.Frames.Where(step => step is { Browser: not null, Wire: not null }))
        {
            if (current.Count > 0 && step.Browser!.Value.Item.Time - current[^1].Browser!.Value.Item.Time > BurstGap)
                current = [];
            current.Add(step);
            if (current.Count > largest.Count)
                largest = current;
        }

        if (largest.Count < SmallestBurst)
            return null;
        double got = largest[^1].Browser!.Value.Item.Time - largest[0].Browser!.Value.Item.Time;
        double written = (largest[^1].Wire!.At - largest[0].Wire!.At).TotalMilliseconds;
        return new($"Stream {stream.Number}: {Quantity.Of(largest.Count, "message")} reached the page within {Quantity.Duration(got)}. The server had written them over {Quantity.Duration(written)}.")
        {
            Server = $"wrote them over {Quantity.Duration(written)}",
            Browser = $"dispatched them within {Quantity.Duration(got)}",
            Bet = stream.Case.Name == BrokenCases.Bursts ? Made : null,
            Truth = written >= LongSpread ? Apart : Together,
        };
    }

    private static Fact? Resumed(VisitedStream stream, ExchangeConnection before, ExchangeConnection after)
    {
        if (after.Wire?.Request is not { } request)
            return null;
        var heard = before.Frames.Select(step => step.Browser?.Item.Id).OfType<string>().Where(id => id.Length > 0).ToArray();
        string? next = after.Frames.Select(step => step.Reading?.Id).FirstOrDefault(id => id is not null);
        string sent = request.LastEventId is { Length: > 0 } id ? id : None;
        return new($"Stream {stream.Number}: the browser reconnected with Last-Event-ID {sent}. {(next is null ? "No event with an id has followed yet." : $"The next event that the server wrote has the id {next}.")}")
        {
            Server = $"received Last-Event-ID {sent}{(next is null ? "" : $", wrote id {next} first")}",
            Browser = heard.Length == 0 ? "had no id" : $"lastEventId was {heard[^1]}",
            Bet = stream.Case.Name == BrokenCases.Twice && heard.Length > 1 ? Id : null,
            Truth = sent == None ? None : sent == heard.LastOrDefault() ? Last : sent == heard.FirstOrDefault() ? First : null,
        };
    }

    private static string Ran(long times) => times switch
    {
        0 => "never ran",
        1 => "ran once",
        _ => $"ran {times:N0} times",
    };
}
