using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Learning.Course;
using SseDashboard.Learning.Format;

namespace SseDashboard.Learning.Lessons;

/// <summary>A puzzle of the lesson on the format: a stream that dispatches exactly these events.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Task">What else it asks for, as a sentence; <see langword="null"/> for nothing else.</param>
/// <param name="Expected">The events.</param>
/// <param name="Hint">A push in the right direction.</param>
/// <param name="Solution">The shortest solution that we know, in the notation of the playground.</param>
/// <param name="Why">Why it is one.</param>
public sealed record FormatPuzzle(
    string Name, string Title, string? Task, IReadOnlyList<FormatEvent> Expected, string Hint, string Solution, string Why)
{
    /// <summary>The bytes of the solution.</summary>
    public int Par { get; } = StreamText.Read(Solution).Input!.Bytes.Length;

    /// <summary>Whether the stream obeys <see cref="Task"/>; always, if there is none.</summary>
    public Func<StandardReading, bool> Obeys { get; init; } = _ => true;
}

/// <summary>The lesson on the format.</summary>
internal static class FormatFacts
{
    /// <summary>The stream of the experiment, in the notation of the playground.</summary>
    public const string Stream = "id: 7\ndata: one\n\nevent: tick\nid: 8\n\ndata: two\ndata: three\n\ndata: four\n";

    private const string AsGiven = "Press Reset, and send the stream as it is.";

    /// <summary>How many events are dispatched.</summary>
    public static readonly Question Events = new("events", "How many events does the stream below dispatch?") { Unit = "event", AnsweredBy = AsGiven };

    /// <summary>The type of the last one.</summary>
    public static readonly Question Type = new("type", "Which type does the last of them have?", new Choice("message", "message"), new Choice("tick", "tick")) { AnsweredBy = AsGiven };

    /// <summary>Its last event ID.</summary>
    public static readonly Question Id = new("id", "And which last event ID?", new Choice("7", "7"), new Choice("8", "8"), new Choice("none", "none")) { AnsweredBy = AsGiven };

    /// <summary>The puzzles, from easy to hard.</summary>
    public static IReadOnlyList<FormatPuzzle> Puzzles { get; } =
    [
        new("plain", "One plain event", null, [new("message", "Hello", "")],
            "One field is enough, and the space after the colon is optional. Which line ends a block?",
            "data:Hello\n\n", "The blank line dispatches the event. Without a type it is a message."),
        new("lines", "Two lines in one event", null, [new("tick", "one\ntwo", "7")],
            "A line of the stream cannot contain a line feed: each line of the data needs its own field.",
            "id:7\nevent:tick\ndata:one\ndata:two\n\n", "Each data line appends its value and a line feed. Dispatching removes the last line feed."),
        new("space", "A space that stays", null, [new("message", " indented", ""), new("message", "", "")],
            "A client drops one space after the colon, and only one. And a field does not need a colon.",
            "data:  indented\n\ndata\n\n", "Of the two spaces, the first is dropped. A data line without a colon has an empty value, but it is still data."),
        new("forget", "An id, and then none", null, [new("message", "a", "1"), new("message", "b", "")],
            "The last event ID stays until a line changes it. An empty value changes it, too.",
            "id:1\ndata:a\n\nid\ndata:b\n\n", "A line that is only id sets the last event ID to the empty string. After it, a reconnect sends no Last-Event-ID."),
        new("before", "The id comes from elsewhere", "No block may have both an id and data.", [new("message", "x", "9")],
            "What happens to an id when its block has no data?",
            "id:9\n\ndata:x\n\n", "A block without data dispatches nothing, but its id takes effect at the blank line.")
        {
            Obeys = reading => !Blocks(reading).Any(block => block.Any(line => line.Meaning == LineMeaning.Id) && block.Any(line => line.Meaning == LineMeaning.Data)),
        },
    ];

    private static byte[] Given => StreamText.Read(Stream).Input!.Bytes;

    /// <summary>What a reading of the experiment's stream showed; empty before it was read.</summary>
    public static IReadOnlyList<Fact> Of(FormatComparison? comparison)
    {
        if (comparison is null)
            return [];
        var standard = StandardReading.Of(comparison.Input.Bytes);
        var browser = comparison.Readings[FormatClient.EventSource];
        if (browser.Problem is { } problem)
            return [new($"The browser did not read the stream. {problem}")];
        bool isAsGiven = comparison.Input.Bytes.AsSpan().SequenceEqual(Given);
        FormatEvent? last = browser.Events.Count > 0 ? browser.Events[^1] : null;
        var facts = new List<Fact>
        {
            new($"The stream has {Quantity.Of(standard.Lines.Count, "line")}, and the browser dispatched {Quantity.Of(browser.Events.Count, "event")}.")
            {
                Server = $"wrote {Quantity.Of(comparison.BytesSent, "byte")} in {Quantity.Of(comparison.Input.Chunks.Count, "chunk")}",
                Browser = $"dispatched {string.Join(", ", browser.Events.Select(e => $"“{StreamText.Line(e.Data)}”"))}",
                Bet = isAsGiven ? Events : null,
                Truth = browser.Events.Count.ToString(CultureInfo.InvariantCulture),
            },
        };
        if (last is not null)
        {
            facts.Add(new($"The last event had the type {StreamText.Line(last.Type)}.") { Browser = $"type {StreamText.Line(last.Type)}", Bet = isAsGiven ? Type : null, Truth = last.Type });
            facts.Add(new($"Its last event ID was {(last.LastEventId.Length == 0 ? "empty" : StreamText.Line(last.LastEventId))}.")
            {
                Browser = $"lastEventId “{StreamText.Line(last.LastEventId)}”",
                Bet = isAsGiven ? Id : null,
                Truth = last.LastEventId.Length == 0 ? "none" : last.LastEventId,
            });
        }

        var without = Blocks(standard).Where(block => block.Count > 0 && block[^1].Meaning == LineMeaning.Discard).ToArray();
        if (without.Length > 0)
        {
            bool hasId = without.Any(block => block.Any(line => line.Meaning == LineMeaning.Id));
            facts.Add(new($"{Quantity.Of(without.Length, "block")} had no data and dispatched nothing.{(hasId ? " Its id still took effect." : "")}"));
        }

        if (standard.IsCutOff)
            facts.Add(new("The stream ended before the blank line of its last block, so that block was discarded."));
        return facts;
    }

    /// <summary>Judges an attempt: what the browser dispatched of the bytes that the host sent.</summary>
    public static PuzzleResult Judge(FormatPuzzle puzzle, FormatComparison comparison)
    {
        var standard = StandardReading.Of(comparison.Input.Bytes);
        var browser = comparison.Readings[FormatClient.EventSource];
        string sent = $"The host sent {Quantity.Of(comparison.BytesSent, "byte")}, and your browser dispatched {Quantity.Of(browser.Events.Count, "event")}";
        if (browser.Problem is { } problem)
            return new(false, problem);
        if (!browser.Events.SequenceEqual(puzzle.Expected))
        {
            int at = Enumerable.Range(0, int.MaxValue).First(i => browser.Events.ElementAtOrDefault(i) != puzzle.Expected.ElementAtOrDefault(i));
            return new(false, $"{sent}. Event {at + 1} should be {Deviations.Text(puzzle.Expected.ElementAtOrDefault(at)) ?? "missing"}, and is {Deviations.Text(browser.Events.ElementAtOrDefault(at)) ?? "missing"}.");
        }

        return puzzle.Obeys(standard)
            ? new(true, $"{sent}: exactly what was asked for.", comparison.Input.Bytes.Length)
            : new(false, $"{sent}, as asked. But the puzzle also says: {puzzle.Task}");
    }

    private static IEnumerable<IReadOnlyList<StreamLine>> Blocks(StandardReading reading)
    {
        var block = new List<StreamLine>();
        foreach (var line in reading.Lines)
        {
            block.Add(line);
            if (line.Meaning is not (LineMeaning.Dispatch or LineMeaning.Discard or LineMeaning.Nothing))
                continue;
            yield return block;
            block = [];
        }

        yield return block;
    }
}
