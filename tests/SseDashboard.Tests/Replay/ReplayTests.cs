using System.Net;
using System.Text;
using System.Text.Json;
using static SseDashboard.Tests.Replay.ReplayClient;

namespace SseDashboard.Tests.Replay;

/// <summary>A recording is replayed as it was received.</summary>
public sealed class ReplayTests
{
    private const string Head = "{\"recording\":1,\"status\":200,\"contentType\":\"text/event-stream\"}\n";

    [Fact]
    public async Task Recording_AtFullSpeed_HasTheSameBytesInTheSameChunks()
    {
        byte[][] chunks = [[.. "\uFEFFdata: 20 \xC2"u8], [0xB0, .. "C\r"u8], [.. "\n\r\n"u8], [0xFF, 0x00, 0x0D], [.. "id"u8]];
        await using var client = new ReplayClient(("Streams:ReconnectionInterval", "00:00:01"));
        await client.KeepAsync("odd", Head + string.Concat(chunks.Select(chunk => $"{{\"ms\":5000,\"base64\":\"{Convert.ToBase64String(chunk)}\"}}\n")));

        Assert.Equal(chunks, await client.ChunksAsync("/replay/odd?speed=max"));
    }

    [Fact]
    public async Task Chunk_LargerThanAFlush_ArrivesWhole()
    {
        string data = $"data: {new string('x', 200_000)}\n\n";
        await using var client = new ReplayClient();
        await client.KeepAsync("large", data + "data: next\n\n");

        Assert.Equal(data + "data: next\n\n", Encoding.UTF8.GetString(await client.BytesAsync("/replay/large")));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("?speed=10", 0.1)]
    [InlineData("?speed=0.5", 2)]
    public async Task Recording_InTime_WritesEachChunkWhenItIsDue(string query, double factor)
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);
        await using var replay = await client.OpenAsync($"/replay/three{query}");

        // Nothing but the clock lets the next chunk go, so a chunk that came too early would end a frame too soon.
        Assert.Equal("id: 1\ndata: a\n\n", await replay.NextAsync());
        await client.Host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(1 * factor));
        Assert.Equal("id: 2\ndata: b\n\n", await replay.NextAsync());
        await client.Host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(3 * factor));
        Assert.Equal("id: 3\ndata: c\n\n", await replay.NextAsync());
        Assert.Equal(1, client.Host.OpenStreams);
        await client.Host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(4 * factor));
        Assert.Null(await replay.NextAsync());
        Assert.Equal("text/event-stream", replay.Response.Content.Headers.ContentType?.ToString());
        Assert.Empty(client.Host.Logs.Problems);
    }

    [Fact]
    public async Task LastEventId_Known_ResumesAfterItAndCountsTimeFromThere()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);
        await using var replay = await client.OpenAsync("/replay/three?lastEventId=1");
        Assert.Equal("after the Last-Event-ID", Assert.Single(replay.Response.Headers.GetValues("Replay-Start")));

        await client.Host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("id: 2\ndata: b\n\n", await replay.NextAsync());
    }

    [Fact]
    public async Task LastEventId_WithinAChunk_ResumesWithTheRestOfIt()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("one", Head + "{\"ms\":0,\"text\":\"id: 1\\ndata: a\\n\\ndata: b\\n\\nid: 1\\ndata: c\\n\\n\"}\n");

        using var rest = await client.GetAsync("/replay/one?speed=max", ("Last-Event-ID", "1"));
        Assert.Equal("data: b\n\nid: 1\ndata: c\n\n", await rest.Content.ReadAsStringAsync(client.Host.HangGuard));
    }

    [Fact]
    public async Task LastEventId_Unknown_StartsFromTheBeginningAndSaysSo()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);

        using var replay = await client.GetAsync("/replay/three?speed=max", ("Last-Event-ID", "7"));
        Assert.StartsWith("id: 1\n", await replay.Content.ReadAsStringAsync(client.Host.HangGuard), StringComparison.Ordinal);
        Assert.Equal("beginning, because the recording does not have the Last-Event-ID", Assert.Single(replay.Headers.GetValues("Replay-Start")));
    }

    [Fact]
    public async Task LastEventId_OfTheLastEvent_Answers204()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);

        using var replay = await client.GetAsync("/replay/three", ("Last-Event-ID", "3"));
        Assert.Equal(HttpStatusCode.NoContent, replay.StatusCode);
    }

    [Fact]
    public async Task OtherResponse_IsReplayedWithItsStatusAndType_AndNeverShownAsAPage()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("page", "{\"recording\":1,\"status\":503,\"contentType\":\"text/html; charset=latin1\"}\n{\"ms\":0,\"text\":\"<script>alert(1)</script>\"}\n");

        using var replay = await client.GetAsync("/replay/page", ("Last-Event-ID", "1"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, replay.StatusCode);
        Assert.Equal("text/html; charset=latin1", replay.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", replay.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("<script>alert(1)</script>", await replay.Content.ReadAsStringAsync(client.Host.HangGuard));
    }

    [Fact]
    public async Task Recording_WithoutContentTypeOrBody_IsReplayed()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("none", "{\"recording\":1,\"status\":204}");

        using var replay = await client.GetAsync("/replay/none");
        Assert.Equal(HttpStatusCode.NoContent, replay.StatusCode);
        Assert.Null(replay.Content.Headers.ContentType);
    }

    [Fact]
    public async Task CutRecording_BreaksTheConnectionAfterItsBytes()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("cut", Three.Replace("completed", "cut", StringComparison.Ordinal));
        await using var replay = await client.OpenAsync("/replay/cut?speed=max");

        Assert.EndsWith("data: c\n\n", await replay.NextAsync(3), StringComparison.Ordinal);
        await client.Host.Clock.AdvanceToAsync(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<IOException>(replay.NextAsync);
        await Wait.UntilAsync(() => client.Host.OpenStreams == 0, "the host has ended the stream");
        Assert.Empty(client.Host.Logs.Problems);
    }

    [Fact]
    public async Task Client_ThatLeaves_FreesItsPlace()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);
        await using (var replay = await client.OpenAsync("/replay/three"))
        {
            await replay.NextAsync();
            Assert.Equal(1, (await ListAsync(client))[0].GetProperty("openReplays").GetInt32());
        }

        await Wait.UntilAsync(() => client.Host.OpenStreams == 0, "the host has ended the stream");
        await Wait.UntilAsync(async () => (await ListAsync(client))[0].GetProperty("openReplays").GetInt32() == 0, "the replay is no longer listed as open");
    }

    [Theory]
    [InlineData("GET", "/replay/chat/v1/models")]
    [InlineData("POST", "/replay/chat/chat/completions")]
    [InlineData("POST", "/replay/chat/v1/messages")]
    public async Task AnyPathBelow_AnswersTheRecording(string method, string path)
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("chat", Three);

        using var replay = await client.Host.SendAsync(client.Http, new(method), $"{path}?speed=max", method == "POST" ? "{\"stream\":true}" : null);
        Assert.EndsWith("data: c\n\n", await replay.Content.ReadAsStringAsync(client.Host.HangGuard), StringComparison.Ordinal);
    }

    // The clients of these services read them; their tests share the files.
    [Theory]
    [InlineData("openai-chat", 12)]
    [InlineData("anthropic-messages", 14)]
    public async Task SharedRecording_IsKeptAndReplayedWhole(string name, int events)
    {
        await using var client = new ReplayClient();
        string file = await File.ReadAllTextAsync(Path.Combine(Walls.Repository.Root.FullName, "tests", "Shared", "Recordings", $"{name}.ndjson"), client.Host.HangGuard);

        var kept = await client.KeepAsync(name, file);
        Assert.Equal(events, kept.GetProperty("events").GetInt32());
        Assert.Contains(" °C", Encoding.UTF8.GetString(await client.BytesAsync($"/replay/{name}?speed=max")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_HasTheRecordedHeadAndOpensNothing()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("page", "{\"recording\":1,\"status\":404,\"contentType\":\"text/plain\"}\n{\"ms\":0,\"text\":\"gone\"}\n");

        using var head = await client.Host.SendAsync(client.Http, HttpMethod.Head, "/replay/page");
        Assert.Equal((HttpStatusCode.NotFound, "text/plain"), (head.StatusCode, head.Content.Headers.ContentType?.ToString()));
        Assert.Equal(0, client.Host.OpenStreams);
    }

    private static async Task<JsonElement> ListAsync(ReplayClient client)
    {
        using var list = await client.GetAsync("/replay");
        return JsonElement.Parse(await list.Content.ReadAsStringAsync(client.Host.HangGuard));
    }
}
