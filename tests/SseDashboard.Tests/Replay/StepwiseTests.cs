using System.Net;
using System.Text.Json;
using SseDashboard.Tests.Hosting;
using static SseDashboard.Tests.Replay.ReplayClient;

namespace SseDashboard.Tests.Replay;

/// <summary>A replay that waits for a step before each chunk.</summary>
public sealed class StepwiseTests
{
    [Fact]
    public async Task EachStep_LetsOneChunkGo_AndTheLastOneEndsTheReplay()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);
        await using var replay = await client.OpenAsync("/replay/three?step=1");

        foreach (var (id, left) in new[] { (1, 2), (2, 1), (3, 0) })
        {
            Assert.Equal((1, left), await StepAsync(client));
            Assert.StartsWith($"id: {id}\n", await replay.NextAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(1, client.Host.OpenStreams);
        await StepAsync(client);
        Assert.Null(await replay.NextAsync());
    }

    [Fact]
    public async Task Replay_WithoutAStep_WritesNothingHoweverLongItTakes()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);
        await using var replay = await client.OpenAsync("/replay/three?step=1");
        var next = replay.NextAsync();

        // Longer than the recording, and than the interval of heartbeats.
        client.Host.Clock.Advance(TimeSpan.FromSeconds(60));
        await StepAsync(client);

        Assert.Equal("id: 1\ndata: a\n\n", await next);
    }

    [Fact]
    public async Task Step_MovesEveryStepwiseReplayOfTheRecording_AndNoOther()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);
        await using var first = await client.OpenAsync("/replay/three?step=1");
        await using var resumed = await client.OpenAsync("/replay/three?step=1&lastEventId=1");
        await using var timed = await client.OpenAsync("/replay/three");
        Assert.StartsWith("id: 1\n", await timed.NextAsync(), StringComparison.Ordinal);

        Assert.Equal((2, 2), await StepAsync(client));
        Assert.StartsWith("id: 1\n", await first.NextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("id: 2\n", await resumed.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResumedReplay_CountsOnlyWhatIsLeftOfIt()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);
        await using var resumed = await client.OpenAsync("/replay/three?step=1&lastEventId=2");

        Assert.Equal((1, 0), await StepAsync(client));
        Assert.StartsWith("id: 3\n", await resumed.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplayResumedWithinAChunk_WaitsForAStepToo()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", """
            {"recording":1,"status":200,"contentType":"text/event-stream"}
            {"ms":0,"text":"id: 1\ndata: a\n\nid: 2\ndata: b\n\n"}
            """);
        await using var resumed = await client.OpenAsync("/replay/three?step=1&lastEventId=1");
        var next = resumed.NextAsync();
        await client.BytesAsync("/replay/three?speed=max");

        Assert.False(next.IsCompleted, "The rest of the chunk came without a step.");
        await StepAsync(client);
        Assert.StartsWith("id: 2\n", await next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_WithoutAStepwiseReplay_IsRefused()
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);

        using var answer = await client.StepAsync("three");
        var problem = await Problem.OfAsync(answer, HttpStatusCode.Conflict);
        Assert.Contains("?step=1", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("step=2", "step")]
    [InlineData("step=1&speed=2", "speed")]
    [InlineData("speed=0", "speed")]
    [InlineData("speed=-1", "speed")]
    [InlineData("speed=1001", "speed")]
    [InlineData("speed=fast", "speed")]
    [InlineData("speed=NaN", "speed")]
    public async Task WrongPace_IsRefused(string query, string field)
    {
        await using var client = new ReplayClient();
        await client.KeepAsync("three", Three);

        using var answer = await client.GetAsync($"/replay/three?{query}");
        await Problem.IsOfFieldAsync(answer, field);
    }

    private static async Task<(int Stepped, int Left)> StepAsync(ReplayClient client)
    {
        using var answer = await client.StepAsync("three");
        string body = await answer.Content.ReadAsStringAsync(client.Host.HangGuard);
        Assert.True(answer.IsSuccessStatusCode, body);
        var step = JsonElement.Parse(body);
        return (step.GetProperty("stepped").GetInt32(), step.GetProperty("left").GetInt32());
    }
}
