using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Learning.Course;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on GET: what the first connection of a run shows about the document's stream.</summary>
internal static class GetFacts
{
    /// <summary>What the document's stream has.</summary>
    public const int Events = 8;

    /// <summary>What the puzzle asks for.</summary>
    public const int Heard = 5;

    private const string Run = "Run it, and wait for the first three events.";

    private static readonly Choice[] Ids =
        [new("same", "The id of the event before it"), new("none", "No id: an empty string"), new("new", "A new id")];

    /// <summary>The id of the second event.</summary>
    public static readonly Question Second = new("second", "The second event has a type but no id. Which lastEventId will the page see?", Ids) { AnsweredBy = Run };

    /// <summary>The id of the third event.</summary>
    public static readonly Question Third = new("third", "The third event has data and nothing else. Which lastEventId will the page see?", Ids) { AnsweredBy = Run };

    /// <summary>What the run showed so far.</summary>
    public static IReadOnlyList<Fact> Of(ExchangeModel model)
    {
        if (model.Connections is not [var connection, ..] || connection.Wire?.Request is null)
            return [];
        var facts = new List<Fact>();
        var frames = Written(connection);
        long bytes = frames.Sum(step => step.Wire!.Frame.Bytes.Length);
        if (frames.Count > 0)
        {
            facts.Add(new($"On the first connection, the page got {Quantity.Of(Received(connection), "event")}.")
            {
                Server = $"wrote {Quantity.Of(frames.Count, "event")}, {Quantity.Of(bytes, "byte")}",
                Browser = $"dispatched {Quantity.Of(Received(connection), "event")}",
            });
        }

        Inherited(facts, frames, 1, "second", Second);
        Inherited(facts, frames, 2, "third", Third);
        if (frames.Count > 4 && frames[4] is { Browser: { } message } && frames[3].Browser is { } error)
        {
            double gap = (frames[4].Wire!.At - frames[3].Wire!.At).TotalMilliseconds;
            facts.Add(new($"The connection stayed open while nothing was sent: the fifth event came {Quantity.Duration(message.Item.Time - error.Item.Time)} after the fourth.")
            {
                Server = $"wrote it {Quantity.Duration(gap)} later",
                Browser = $"dispatched it {Quantity.Duration(message.Item.Time - error.Item.Time)} later",
            });
        }

        if (connection.Wire.End is { } end)
        {
            bool closed = connection.Browser?.ClosedByPage == true;
            facts.Add(new(closed
                ? "The page closed the stream on final, as the document's client does."
                : "The server ended the stream before the page closed it, so the browser reconnects by itself.")
            {
                Server = $"the stream ended: {StreamWords.Of(end.Reason)}",
                Browser = closed ? "CLOSED 2" : "error without data, then CONNECTING 0",
            });
        }

        return facts;
    }

    /// <summary>Judges a run for the puzzle; the run must be over on the server.</summary>
    public static PuzzleResult Judge(ExchangeModel model)
    {
        if (model.Connections is not [var connection, ..] || connection.Wire is not { End: not null })
            return new(false, "The host has no finished run of yours. Run the experiment, and wait until the stream has ended.");
        int written = Written(connection).Count;
        long heard = Received(connection);
        var unheard = Written(connection).Where(step => step.Verdict == Verdict.NobodyListens).Select(step => step.Type).Distinct().ToArray();
        string record = $"The host wrote {Quantity.Of(written, "event")}, and your page heard {heard:N0}"
            + (unheard.Length == 0 ? "." : $"; no listener was registered for {string.Join(", ", unheard)}.");
        return new(written == Events && heard == Heard, written < Events ? $"{record} The stream was closed too early: it has {Events} events." : record);
    }

    private static List<FrameStep> Written(ExchangeConnection connection) =>
        [.. connection.Frames.Where(step => step is { Wire.Flushed: not null, Reading.HasData: true })];

    private static long Received(ExchangeConnection connection) => connection.Browser?.Received ?? 0;

    private static void Inherited(List<Fact> facts, List<FrameStep> frames, int index, string place, Question bet)
    {
        if (frames.Count <= index || frames[index] is not { Browser: { } browser, Reading: { } reading })
            return;
        string id = browser.Item.Id ?? "", before = frames.Take(index).Select(step => step.Reading?.Id).LastOrDefault(written => written is not null) ?? "";
        facts.Add(new(id.Length > 0 && id == before
            ? $"The {place} event came without an id field, and had the last event ID of the event before it."
            : $"The {place} event had the last event ID “{id}”, the event before it “{before}”.")
        {
            Server = reading.Id is null ? $"wrote no id field, type {reading.Type}" : $"wrote id {reading.Id}, type {reading.Type}",
            Browser = $"lastEventId {id}, type {browser.Item.Type}",
            Bet = bet,
            Truth = id.Length == 0 ? "none" : id == before ? "same" : "new",
        });
    }
}
