using System.Net;
using SseDashboard.Tests.Hosting;
using static SseDashboard.Tests.Labs.FaultClient;

namespace SseDashboard.Tests.Labs;

/// <summary>Faults that show over time or when a client resumes.</summary>
public sealed class FaultConnectionTests
{
    [Fact]
    public async Task NoHeartbeat_IsSilentForLongerThanTheHostsHeartbeat_AndGoesOn()
    {
        await using var client = new FaultClient();
        using var head = await client.OpenAsync(PathOf("no-heartbeat"));
        await client.MoveToTickAsync(4);
        await client.WrittenAsync(4);
        // Past the host's own heartbeat, which is checked every 100 ms.
        client.Host.Clock.SetUtcNow(ManualClock.Start.AddSeconds(30));
        var resumed = TimeSpan.FromSeconds(35.75);
        for (int tick = 5; tick <= Ticks; tick++)
            await client.Host.Clock.AdvanceToAsync(resumed + TimeSpan.FromMilliseconds(250 * (tick - 5)));

        AssertHealthy(head);
        string text = await head.Content.ReadAsStringAsync(client.Host.HangGuard);
        Assert.StartsWith(TicksFrom(1, 4) + "id: 5\ndata: {\"tick\":5,\"at\":\"2024-09-28T11:05:19.727Z\"", text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdleCut_BreaksTheConnectionAfterTheSilence_AndResumesExactly()
    {
        await using var client = new FaultClient();
        using var head = await client.OpenAsync(PathOf("idle-cut") + "&silenceSeconds=7");
        await using var body = await head.Content.ReadAsStreamAsync(client.Host.HangGuard);
        await client.MoveToTickAsync(4);
        byte[] ticks = new byte[System.Text.Encoding.UTF8.GetByteCount(TicksFrom(1, 4))];
        await body.ReadExactlyAsync(ticks, client.Host.HangGuard);
        AssertHealthy(head);
        AssertText(TicksFrom(1, 4), ticks);
        var next = body.ReadAsync(new byte[1], client.Host.HangGuard).AsTask();
        await client.Host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(7.75));

        await Assert.ThrowsAnyAsync<IOException>(() => Wait.ForAsync(next, "the connection breaks"));
        await Wait.UntilAsync(() => client.Host.OpenStreams == 0, "the host has closed the stream");
        using var resumed = await client.OpenAsync(PathOf("idle-cut"), ("Last-Event-ID", "4"));
        using var line = new StreamReader(await resumed.Content.ReadAsStreamAsync(client.Host.HangGuard));
        Assert.Equal("id: 5", await line.ReadLineAsync(client.Host.HangGuard));
    }

    [Fact]
    public async Task ReconnectLoop_EndsEachConnectionAfterASecond_AndIsOverAfterTheLast()
    {
        await using (var client = new FaultClient())
        {
            var (head, body) = await client.ReadAsync("reconnect-loop", ticks: 4);
            AssertHealthy(head);
            AssertText("retry: 1000\n\n" + TicksFrom(1, 4), body);
        }

        await using var later = new FaultClient();
        var (_, last) = await later.ReadAsync("reconnect-loop", ticks: 4, headers: ("Last-Event-ID", "4"));
        AssertText("retry: 1000\n\n" + TicksFrom(5) + "data: [DONE]\n\n", last);
        using var over = await later.SendAsync(HttpMethod.Get, PathOf("reconnect-loop"), ("Last-Event-ID", "8"));
        Assert.Equal(HttpStatusCode.NoContent, over.StatusCode);
    }

    [Theory]
    [InlineData("none", "3")]
    [InlineData("none", "9")]
    [InlineData("none", "of another stream")]
    [InlineData("replays-wrongly", "3")]
    [InlineData("replays-wrongly", "8")]
    public async Task Resume_StartsAfterTheLastEvent_UnlessThatIsTheFault(string fault, string lastEventId)
    {
        int next = (fault, lastEventId) == ("none", "3") ? 4 : 1;
        await using var client = new FaultClient();

        var (head, body) = await client.ReadAsync(fault, Ticks - next + 1, ("Last-Event-ID", lastEventId));

        AssertHealthy(head);
        AssertText(TicksFrom(next) + "data: [DONE]\n\n", body);
    }

    [Fact]
    public async Task Resume_AfterTheLastTick_IsNoContent()
    {
        await using var client = new FaultClient();
        using var over = await client.SendAsync(HttpMethod.Get, PathOf("none"), ("Last-Event-ID", "8"));

        Assert.Equal(HttpStatusCode.NoContent, over.StatusCode);
    }

    [Fact]
    public async Task LastEventIdRefused_IsHealthyUntilAClientResumes()
    {
        await using var client = new FaultClient();

        var (head, body) = await client.ReadAsync("last-event-id-refused");

        AssertHealthy(head);
        AssertText(Healthy, body);
        await Problem.OfAsync(await client.SendAsync(HttpMethod.Get, PathOf("last-event-id-refused"), ("Last-Event-ID", "3")), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task SixConnections_CountsItsOpenStreams()
    {
        await using var client = new FaultClient();
        using var first = await client.OpenAsync(PathOf("six-connections"));
        using var second = await client.OpenAsync(PathOf("six-connections"));
        AssertHealthy(second);
        using var lines = new StreamReader(await second.Content.ReadAsStreamAsync(client.Host.HangGuard));

        Assert.Equal("id: 1", await lines.ReadLineAsync(client.Host.HangGuard));
        Assert.Equal($"data: {DataOf(1, 0)[..^1]},\"open\":2}}", await lines.ReadLineAsync(client.Host.HangGuard));
    }

    [Fact]
    public async Task Flood_WritesTenThousandEventsASecond()
    {
        await using var client = new FaultClient();
        using var head = await client.OpenAsync("/labs/fault/flood?seconds=1");
        var reading = head.Content.ReadAsStringAsync(client.Host.HangGuard);
        await client.Host.Clock.AdvanceToAsync(TimeSpan.FromMilliseconds(5));
        await client.WrittenAsync(50);
        client.Host.Clock.SetUtcNow(ManualClock.Start.AddSeconds(1));

        string text = await Wait.ForAsync(reading, "the flood ends");
        AssertHealthy(head);
        Assert.Equal(10_001, text.Split("\n\n").Length - 1);
        Assert.Contains("id: 10000\n", text, StringComparison.Ordinal);
        Assert.EndsWith("event: done\ndata: {\"events\":10000}\n\n", text, StringComparison.Ordinal);
    }
}
