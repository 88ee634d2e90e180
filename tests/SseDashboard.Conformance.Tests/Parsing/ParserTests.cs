namespace SseDashboard.Conformance.Tests;

/// <summary>What the corpus cannot show of sse-parser.js: when it reports, its bound, its end, and where it runs.</summary>
public sealed class ParserTests(Bench bench)
{
    private const string TooLong =
        "BufferLimitError: An event or a line is longer than 10 characters. Raise maxBufferSize, or send smaller events.";

    [Fact]
    public async Task Parser_BlankLineEndsInCarriageReturn_DispatchesWithoutTheNextChunk() =>
        Assert.Equal([["event a"], [], ["event b"]], await ReportsAsync("data: a\r\r", "\ndata: b\r", "\n\r"));

    [Fact]
    public async Task Parser_CarriageReturnAndLineFeedInTwoChunks_AreOneLineEnd() =>
        Assert.Equal([[], [], ["event a\nb"]], await ReportsAsync("data: a\r", "\ndata: b", "\n\n"));

    [Fact]
    public async Task Parser_RetryLine_ActsBeforeItsBlankLine() =>
        Assert.Equal([[], ["retry 5"], ["event a"]], await ReportsAsync("retry: 5", "\n", "data: a\n\n"));

    [Fact]
    public async Task Parser_IdFromAnEarlierConnection_LivesOn()
    {
        var outcome = await RunAsync<Outcome>("resume", "data: a\n\nid\ndata: b\n\nid: 8\ndata: c\n", "7");

        Assert.Equal([new("message", "a", "7"), new("message", "b", "")], outcome.Events);
        Assert.Equal("", outcome.LastEventId);
    }

    [Fact]
    public async Task Parser_EmptyStreamAfterAnId_KeepsTheId() =>
        Assert.Equal("7", (await RunAsync<Outcome>("resume", "", "7")).LastEventId);

    [Theory]
    [InlineData("data:67890\n\n", "67890")]
    [InlineData("data:1\ndata:7\n\n", "1\n7")]
    public async Task Parser_EventAsLongAsTheLimit_IsDispatched(string stream, string data)
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
    public async Task Parser_BeyondTheLimit_ThrowsAndHasEnded(string stream)
    {
        var exceeded = await RunAsync<Exceeded>("exceed", ("data:1\n\n" + stream).Split('|'), 10);

        Assert.Equal(["1"], exceeded.Events);
        Assert.Equal(TooLong, exceeded.Error);
        Assert.Equal("Error: The parser has ended. Create one for each connection.", exceeded.Afterwards);
    }

    [Fact]
    public async Task Parser_LongLineInManyChunks_LooksAtEveryCharacterOnce() =>
        // 15 MiB in chunks of 256 bytes: to begin again with each chunk means to look at 400 GB, for which no test has the time.
        Assert.Equal(15 << 20, await RunAsync<int>("longLine", 256, 15 << 12));

    [Fact]
    public async Task Parser_NotDispatched_SaysWhy()
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
    public async Task Parser_EndedByItsCallback_DispatchesNothingMore() =>
        Assert.Equal(["a"], await RunAsync<string[]>("endAtFirst", "data: a\n\ndata: b\n\n"));

    [Fact]
    public async Task Parser_InAWorker_Parses() =>
        Assert.Equal([new("tick", "a", "1")], await RunAsync<WireEvent[]>("parseInWorker", "id: 1\nevent: tick\ndata: a\n\n"));

    private Task<T> RunAsync<T>(string function, params object?[] arguments) =>
        bench.RunAsync<T>("parser-behaviour.js", function, arguments);

    private Task<string[][]> ReportsAsync(params string[] chunks) => RunAsync<string[][]>("reportsByChunk", (object)chunks);

    private sealed record Exceeded(string[] Events, string? Error, string? Afterwards);

    private sealed record Explained(Discarded[] Discarded, Ignored[] Ignored);

    private sealed record Discarded(string Reason, string Type, string? Id);

    private sealed record Ignored(string Field, string Value, string Reason);
}
