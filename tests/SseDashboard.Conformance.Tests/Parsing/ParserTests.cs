namespace SseDashboard.Conformance.Tests;

/// <summary>What the corpus does not cover in sse-parser.js: timing of reports, the buffer limit, ending, and workers.</summary>
public sealed class ParserTests(Bench bench)
{
    private const string TooLong =
        "BufferLimitError: An event or a line is longer than 10 characters. Raise maxBufferSize, or send smaller events.";

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
    [InlineData("data:1\ndata:7\n\n", "1\n7")]
    public async Task Parser_EventAtLimit_IsDispatched(string stream, string data)
    {
        var exceeded = await RunAsync<Exceeded>("exceed", new[] { stream }, 10);

        Assert.Null(exceeded.Error);
        Assert.Equal([data], exceeded.Events.Take(1));
    }

    [Theory]
    [InlineData("data:678901\n\n")]
    [InlineData("data:678901")]
    [InlineData("data:67|8901")]
    [InlineData("data:1\ndata:7|890")]
    [InlineData("data\ndata\ndata\ndata\ndata\ndata\ndata\ndata\n")]
    [InlineData(":234567890|1")]
    [InlineData("an unknown field")]
    public async Task Parser_BeyondLimit_ThrowsAndEnds(string stream)
    {
        var exceeded = await RunAsync<Exceeded>("exceed", ("data:1\n\n" + stream).Split('|'), 10);

        Assert.Equal(["1"], exceeded.Events);
        Assert.Equal(TooLong, exceeded.Error);
        Assert.Equal("Error: The parser has ended. Create one for each connection.", exceeded.Afterwards);
    }

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

    private sealed record Exceeded(string[] Events, string? Error, string? Afterwards);

    private sealed record Explained(Discarded[] Discarded, Ignored[] Ignored);

    private sealed record Discarded(string Reason, string Type, string? Id);

    private sealed record Ignored(string Field, string Value, string Reason);
}
