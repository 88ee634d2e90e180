using SseDashboard.Streams;

namespace SseDashboard.Conformance.Tests;

/// <summary>Round trip: events encoded by the server's EventFrame and parsed by sse-parser.js.</summary>
public sealed class EncodeTests(Bench bench)
{
    // Fragments that trip up a careless encoder; the tests combine them at random.
    private static readonly string[] Pieces =
        ["", " ", "  ", ":", ": ", "\n", "\r", "\r\n", "\n\n", "\r\r", "a", "data: x", "id: 9", "event: x", "retry: 1", "\0",
         "\t", "\ufeff", "é", "€", "😀", "\u0085", "\u2028", "\\n", "\"", "{\"a\":1}", "\ufffd"];

    [Fact]
    public async Task EventFrame_CorpusEvents_RoundTrip()
    {
        // A parser accepts a type that contains NUL; our encoder refuses to write one.
        var events = WireCase.All.SelectMany(wire => wire.Events).Where(wire => !wire.Type.Contains('\0'))
            .Select(wire => new ServerSentEvent { Id = wire.LastEventId, Type = wire.Type, Data = wire.Data });

        await AssertComeBackAsync(events);
    }

    [Fact]
    public async Task EventFrame_HostileEvents_RoundTrip()
    {
        var random = new Random(20260101);
        await AssertComeBackAsync(Enumerable.Range(0, 2_000).Select(_ => new ServerSentEvent
        {
            Id = Maybe(random, "\r\n\0"),
            Type = Maybe(random, "\r\n\0"),
            Data = Maybe(random, ""),
            Retry = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(100_000)) : null,
        }));
    }

    [Fact]
    public async Task EventFrame_HostileComments_DispatchNothing()
    {
        var random = new Random(20260102);
        string[] comments = [.. Enumerable.Range(0, 500).Select(_ => Any(random))];

        var outcomes = await bench.RunAsync<List<Outcome>>(
            "parser-harness.js", "parseWhole", comments.Select(comment => EventFrame.OfComment(comment).Bytes.ToArray()));

        Findings.AssertNone(comments.Zip(outcomes)
            .Select(pair => (Expected: Nothing with { Comments = Lines(pair.First, " ") }, Actual: pair.Second))
            .Where(pair => pair.Expected.ToString() != pair.Actual.ToString())
            .Select(pair => $"expected {pair.Expected}, got {pair.Actual}"));
    }

    private static Outcome Nothing => new([], [], [], [], [], "");

    private async Task AssertComeBackAsync(IEnumerable<ServerSentEvent> source)
    {
        List<ServerSentEvent> events = [.. source];
        List<byte[]> frames = [.. events.Select(sent => EventFrame.Of(sent).Bytes.ToArray())];

        var outcomes = await bench.RunAsync<List<Outcome>>("parser-harness.js", "parseWhole", frames);
        var differingSplits = await bench.RunAsync<List<List<string>>>("parser-harness.js", "differingSplits", frames);

        Assert.Equal(events.Count, outcomes.Count);
        Findings.AssertNone(events.Zip(outcomes)
            .Where(pair => Expected(pair.First).ToString() != pair.Second.ToString())
            .Select(pair => $"{pair.First}: expected {Expected(pair.First)}, got {pair.Second}"));
        Findings.AssertNone(events.Zip(differingSplits)
            .Where(pair => pair.Second.Count > 0)
            .Select(pair => $"{pair.First}: differs when split {string.Join(", ", pair.Second)}"));
    }

    // How the standard interprets a single event: a missing or empty type is "message", line ends become LF, and an event
    // without data is not dispatched but still sets the id.
    private static Outcome Expected(ServerSentEvent sent)
    {
        string id = sent.Id ?? "";
        bool hasFields = sent.Id is not null || sent.Type is not null || sent.Retry is not null;
        return Nothing with
        {
            Events = sent.Data is null
                ? []
                : [new(string.IsNullOrEmpty(sent.Type) ? "message" : sent.Type, string.Join('\n', Lines(sent.Data, "")), id)],
            Retry = sent.Retry is { } retry ? [retry.TotalMilliseconds] : [],
            Discarded = sent.Data is null && hasFields ? ["no data"] : [],
            LastEventId = id,
        };
    }

    private static string[] Lines(string text, string prefix) =>
        [.. text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n').Select(line => prefix + line)];

    private static string? Maybe(Random random, string without) =>
        random.Next(4) == 0 ? null : string.Concat(Any(random).Where(character => !without.Contains(character)));

    private static string Any(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
