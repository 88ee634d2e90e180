namespace SseDashboard.Conformance.Tests;

/// <summary>What the corpus does not cover in sse-parser.js: timing of reports, the buffer limit, ending, and workers.</summary>
public sealed class ParserTests(Bench bench)
{
    [Fact]
    public async Task Parser_BlankLineEndsInCarriageReturn_DispatchesWithoutNextChunk() =>
        Assert.Equal([["event a"], [], ["event b"]], await ReportsAsync("data: a\r\r", "\ndata: b\r", "\n\r"));

    [Fact]
    public async Task Parser_CrLfSplitAcrossChunks_IsOneLineEnd() =>
        Assert.Equal([[], [], ["event a\nb"]], await ReportsAsync("data: a\r", "\ndata: b", "\n\n"));

    [Fact]
    public async Task Parser_RetryLine_TakesEffectBeforeBlankLine() =>
        Assert.Equal([[], ["retry 5"], ["event a"]], await ReportsAsync("retry: 5", "\n", "data: a\n\n"));

    [Fact]
    public async Task Parser_IdFromEarlierConnection_IsKept()
    {
        var outcome = await RunAsync<Outcome>("resume", "data: a\n\nid\ndata: b\n\nid: 8\ndata: c\n", "7");

        Assert.Equal([new("message", "a", "7"), new("message", "b", "")], outcome.Events);
        Assert.Equal("", outcome.LastEventId);
    }

    [Fact]
    public async Task Parser_EmptyStreamWithEarlierId_KeepsId() =>
        Assert.Equal("7", (await RunAsync<Outcome>("resume", "", "7")).LastEventId);

    [Theory]
    [InlineData("data:67890\n\n", "67890")]
    [InlineData("data:1\ndata:78\n\n", "1\n78")]
    public async Task Parser_EventAtLimit_IsDispatched(string stream, string data)
    {
        var exceeded = await RunAsync<Exceeded>("exceed", new[] { stream }, 10);

        Assert.Equal([data], exceeded.Events);
        Assert.Equal([], exceeded.Discarded);
    }

    // The limit is 10 characters; part of a line is dropped at 64, when its field is certain.
    [Theory]
    [InlineData("data:678901")]
    [InlineData("data:67|8901")]
    [InlineData("data:12\ndata:7|890")]
    [InlineData("event:78901\ndata:1")]
    [InlineData("id:45678901\ndata:1")]
    [InlineData("data:1\ndata:678901\ndata:1\ndata:678901")]
    [InlineData("data\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata")]
    [InlineData("data:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxx")]
    public async Task Parser_EventBeyondLimit_IsDiscardedOnceAndParsingGoesOn(string block)
    {
        var exceeded = await RunAsync<Exceeded>("exceed", $"data:1\n\n{block}\nid:7\n\ndata:2\n\n".Split('|'), 10);

        Assert.Equal(["1", "2"], exceeded.Events);
        Assert.Equal(["too long"], exceeded.Discarded);
        Assert.Equal([], exceeded.Ignored);
        // A client that resumes must not get the same event again.
        Assert.Equal("7", exceeded.LastEventId);
    }

    [Theory]
    [InlineData(":234567890|1", ": too long")]
    [InlineData("an unknown field", "an unknown field: too long")]
    [InlineData("retry:78901", "retry: too long")]
    public async Task Parser_LineOfNoEventBeyondLimit_IsIgnored(string line, string ignored)
    {
        var exceeded = await RunAsync<Exceeded>("exceed", $"data:1\n{line}\n\n".Split('|'), 10);

        Assert.Equal(["1"], exceeded.Events);
        Assert.Equal([ignored], exceeded.Ignored);
    }

    // 600 MiB: more than a string can hold.
    [Theory]
    [InlineData("id: 1\ndata: ", "too long")]
    [InlineData(": ", ": too long")]
    public async Task Parser_EndlessLine_IsReportedAtOnceAndNotKept(string beginning, string report)
    {
        var endless = await RunAsync<Endless>("endlessLine", beginning, 600);

        Assert.Equal([report], endless.During);
        Assert.Equal(["event after"], endless.After);
    }

    [Fact]
    public async Task Parser_Reset_BeginsAnotherStreamWithTheSameId()
    {
        byte[][] streams =
        [
            [.. "\ufeffid: 1\ndata: a\n\nid: 2\ndata: b"u8],
            // Neither the line, nor the LF after a CR, nor the bytes of a character continue in the next stream.
            [.. "\ufeffdata: c\n\ndata: d\r"u8],
            [.. "\ndata: e\n\n"u8, 0xe2],
            [.. "data: f\n\n"u8],
        ];

        Assert.Equal(
            ["event a 1", "unfinished", "event c 1", "unfinished", "event e 1", "event f 1"],
            await RunAsync<string[]>("parseInTurn", (object)streams));
    }

    [Fact]
    public async Task Parser_ResetByCallback_DropsTheRestOfTheChunk() =>
        Assert.Equal(["a", "c"], await RunAsync<string[]>("resetAtFirst", "data: a\n\ndata: b\n\ndata: ", "data: c\n\n"));

    [Fact]
    public async Task Parser_PushAfterEnd_Throws() =>
        Assert.Equal(
            "The parser has ended. Call reset() to parse another stream.", await RunAsync<string>("pushAfterEnd"));

    [Fact]
    public async Task Parser_LongLineInManyChunks_ExaminesEveryCharacterOnce() =>
        // 15 MiB in chunks of 256 bytes: rescanning the line with each chunk would examine 400 GB and time out.
        Assert.Equal(15 << 20, await RunAsync<int>("longLine", 256, 15 << 12));

    [Fact]
    public async Task Parser_NotDispatched_ReportsReason()
    {
        var explained = await RunAsync<Explained>(
            "explain", "id: 1\nevent: tick\n\nid: 2\0\nretry: x\nfoo: b\n\nevent: a\nid: 3\ndata: c\n");

        Assert.Equal(
            [new("no data", "tick", "1"), new("no data", "message", null), new("unfinished", "a", "3")],
            explained.Discarded);
        Assert.Equal(
            [new("id", "2\0", "contains NUL"), new("retry", "x", "not only ASCII digits"), new("foo", "b", "unknown field")],
            explained.Ignored);
    }

    [Fact]
    public async Task Parser_EndedByCallback_DispatchesNothingMore() =>
        Assert.Equal(["a"], await RunAsync<string[]>("endAtFirst", "data: a\n\ndata: b\n\n"));

    [Fact]
    public async Task Parser_InWorker_Parses() =>
        Assert.Equal([new("tick", "a", "1")], await RunAsync<WireEvent[]>("parseInWorker", "id: 1\nevent: tick\ndata: a\n\n"));

    private Task<T> RunAsync<T>(string function, params object?[] arguments) =>
        bench.RunAsync<T>("parser-behaviour.js", function, arguments);

    private Task<string[][]> ReportsAsync(params string[] chunks) => RunAsync<string[][]>("reportsByChunk", (object)chunks);

    private sealed record Exceeded(string[] Events, string[] Discarded, string[] Ignored, string LastEventId);

    private sealed record Endless(string[] During, string[] After);

    private sealed record Explained(Discarded[] Discarded, Ignored[] Ignored);

    private sealed record Discarded(string Reason, string Type, string? Id);

    private sealed record Ignored(string Field, string Value, string Reason);
}
