using System.Net;
using System.Text;
using System.Text.Json;
using SseDashboard.Tests.Hosting;
using static SseDashboard.Tests.Replay.ReplayClient;

namespace SseDashboard.Tests.Replay;

/// <summary>The recordings that a host keeps, and their bounds.</summary>
public sealed class KeptRecordingTests
{
    [Fact]
    public async Task Recording_Kept_IsListedUntilItIsDeleted()
    {
        await using var client = new ReplayClient();
        var kept = await client.KeepAsync("three", Three);
        Assert.Equal(("three", 3, 3, 45L, 4.0), (kept.GetProperty("name").GetString(), kept.GetProperty("events").GetInt32(),
            kept.GetProperty("chunks").GetInt32(), kept.GetProperty("bytes").GetInt64(), kept.GetProperty("seconds").GetDouble()));
        Assert.Equal($"{client.Host.Http1}replay/three", kept.GetProperty("url").GetString());
        Assert.Equal(["three"], await NamesAsync(client));

        using var deleted = await client.Host.SendAsync(client.Http, HttpMethod.Delete, "/replay/three");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await NamesAsync(client));
        using var gone = await client.GetAsync("/replay/three");
        await Problem.OfAsync(gone, HttpStatusCode.NotFound);
        using var again = await client.Host.SendAsync(client.Http, HttpMethod.Delete, "/replay/three");
        await Problem.OfAsync(again, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenReplay_EndsWhenItsRecordingIsReplacedOrDeleted(bool isReplaced)
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);
        await using var replay = await client.OpenAsync("/replay/three");
        await replay.NextAsync();

        if (isReplaced)
            await client.KeepAsync("three", "data: new\n\n");
        else
            using (await client.Host.SendAsync(client.Http, HttpMethod.Delete, "/replay/three")) { }

        Assert.Null(await replay.NextAsync());
    }

    [Fact]
    public async Task Recordings_MoreThanTheBound_AreRefusedButMayBeReplaced()
    {
        await using var client = new ReplayClient(("Replay:MaxRecordings", "1"));
        await client.KeepAsync("one", Three);

        using var second = await client.PostAsync("/replay/two", "data: a\n\n"u8.ToArray());
        var problem = await Problem.OfAsync(second, HttpStatusCode.Conflict);
        Assert.Contains("Delete one", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await client.KeepAsync("one", "data: a\n\n");
        Assert.Equal("data: a\n\n", Encoding.UTF8.GetString(await client.BytesAsync("/replay/one")));
    }

    [Fact]
    public async Task Recordings_TogetherLargerThanTheBound_AreRefusedAndTheRestIsNamed()
    {
        await using var client = new ReplayClient(("Replay:MaxBytes", "3000"), ("Replay:MaxRecordingBytes", "2000"));
        await client.KeepAsync("one", $"data: {new string('x', 1_800)}\n\n");

        using var second = await client.PostAsync("/replay/two", Encoding.UTF8.GetBytes($"data: {new string('x', 1_800)}\n\n"));
        var problem = await Problem.OfAsync(second, HttpStatusCode.Conflict);
        Assert.Contains("1,092 are left", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await client.KeepAsync("one", $"data: {new string('y', 1_800)}\n\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_LargerThanAnUpload_IsRefused(bool hasLength)
    {
        await using var client = new ReplayClient(("Replay:MaxUploadBytes", "2000"));
        byte[] file = Encoding.UTF8.GetBytes($"data: {new string('x', 2_000)}\n\n");
        var request = new HttpRequestMessage(HttpMethod.Post, "/replay/large") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = !hasLength;

        using var answer = await client.Http.SendAsync(request, client.Host.HangGuard);
        await Problem.OfAsync(answer, HttpStatusCode.RequestEntityTooLarge);
        Assert.Empty(await NamesAsync(client));
    }

    [Theory]
    [InlineData("/replay/a%20b", "name")]
    [InlineData("/replay/%C3%A9", "name")]
    [InlineData("/replay/...", "name")]
    [InlineData("/replay/a?format=xml", "format")]
    public async Task WrongNameOrFormat_IsRefused(string path, string field)
    {
        await using var client = new ReplayClient();

        using var answer = await client.PostAsync(path, "data: a\n\n"u8.ToArray());
        await Problem.IsOfFieldAsync(answer, field);
    }

    [Fact]
    public async Task MalformedFile_IsRefusedWithTheLine()
    {
        await using var client = new ReplayClient();

        using var answer = await client.PostAsync("/replay/a", "{\"recording\":1,\"status\":200}\n{\"ms\":1}"u8.ToArray());
        var problem = await Problem.OfAsync(answer, HttpStatusCode.BadRequest);
        Assert.Contains("Line 2: ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamThatBeginsWithABrace_IsTakenAsBytesIfItIsSaidToBe()
    {
        await using var client = new ReplayClient();
        using var answer = await client.PostAsync("/replay/a?format=sse", "{\n\ndata: a\n\n"u8.ToArray());

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("{\n\ndata: a\n\n"u8.ToArray(), await client.BytesAsync("/replay/a"));
    }

    private static async Task<string?[]> NamesAsync(ReplayClient client)
    {
        using var list = await client.GetAsync("/replay");
        return [.. JsonElement.Parse(await list.Content.ReadAsStringAsync(client.Host.HangGuard)).EnumerateArray().Select(one => one.GetProperty("name").GetString())];
    }
}
