using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Labs;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

public sealed class LoadLabTests
{
    [Fact]
    public async Task Load_AtARate_HasAtEachTimeWrittenWhatIsDue()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var load = await host.OpenAsync(client, "/labs/load?rate=1000&seconds=1&run=exact");
        var source = host.Services.GetRequiredService<RunningLoads>().Find("exact")!;

        var ids = new List<string>();
        foreach (int due in new[] { 5, 10, 260, 999, 1_000 })
        {
            MoveTo(host, due);
            while (ids.Count < due)
                ids.Add(IdOf(await load.NextAsync()));
            Assert.Equal(due, source.Written);
        }

        Assert.Equal(Numbers(1, 1_000), ids);
        Assert.Equal("event: done\ndata: {\"events\":1000}\n\n", await load.NextAsync());
        Assert.Null(await load.NextAsync());
        Assert.Empty(host.Logs.Problems);
    }

    [Theory]
    [InlineData(0, 250)]
    [InlineData(3_000, 250)]
    [InlineData(4_900, 100)]
    public void Lag_OfALoadThatIsNotRead_IsWhatIsDue(long last, long lag)
    {
        var clock = new ManualClock();
        var source = new LoadSource(new(Load.MinSize, Events: 5_000, Rate: 1_000), last, run: null, clock);
        clock.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Equal((last, lag), (source.Written, source.Lag));
    }

    [Fact]
    public async Task Load_BeforeAnEventIsDue_WritesNothing()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var load = await host.OpenAsync(client, "/labs/load?rate=10&seconds=1");
        MoveTo(host, 99);
        MoveTo(host, 100);

        using var first = DataOf(await load.NextAsync());
        Assert.Equal(ManualClock.Start.ToUnixTimeMilliseconds() + 100, first.RootElement.GetProperty("written").GetDouble());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(330)]
    [InlineData(16_384)]
    public async Task Event_HasTheRequestedSizeItsNumberAndItsTime(int size)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var load = await host.OpenAsync(client, $"/labs/load?burst=10&size={size}");

        for (int number = 1; number <= 10; number++)
        {
            string? frame = await load.NextAsync();
            Assert.Equal(size, Encoding.UTF8.GetByteCount(frame!));
            using var data = DataOf(frame);
            Assert.Equal($"{number}", IdOf(frame));
            Assert.Equal(number, data.RootElement.GetProperty("sequence").GetInt32());
            Assert.Equal(ManualClock.Start.ToUnixTimeMilliseconds(), data.RootElement.GetProperty("written").GetDouble());
        }
    }

    [Fact]
    public async Task Burst_LargerThanAllBuffers_ArrivesWholeWithoutTheClock()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Get, "/labs/load?burst=10000&size=1000");
        byte[] body = await answer.Content.ReadAsByteArrayAsync(host.HangGuard);

        string done = "event: done\ndata: {\"events\":10000}\n\n";
        Assert.Equal((10_000 * 1_000) + done.Length, body.Length);
        Assert.EndsWith(done, Encoding.UTF8.GetString(body.AsSpan(^done.Length)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", 4)]
    [InlineData("6", 1)]
    [InlineData("-1", 1)]
    [InlineData("e1-3", 1)]
    public async Task Reconnect_AfterAnEvent_ContinuesBehindIt(string lastEventId, int first)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var request = new HttpRequestMessage(HttpMethod.Get, "/labs/load?rate=1&seconds=5");
        request.Headers.Add("Last-Event-ID", lastEventId);
        await using var load = await host.OpenAsync(client, request);
        MoveTo(host, 1_000);
        Assert.Equal($"{first}", IdOf(await load.NextAsync()));

        MoveTo(host, 5_000);
        var rest = await load.RestAsync();
        Assert.Equal(Numbers(first + 1, 5 - first), rest.SkipLast(1).Select(IdOf));
    }

    [Fact]
    public async Task Load_WithAName_CanBeFoundAndFollowed()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var load = await host.OpenAsync(client, "/labs/load?rate=100&seconds=1&run=mine");
        MoveTo(host, 500);
        await load.NextAsync(50);

        var loads = host.Services.GetRequiredService<RunningLoads>();
        Assert.Equal(50, loads.Find("mine")!.Written);
        Assert.Null(loads.Find("other"));
        MoveTo(host, 1_000);
        await load.RestAsync();
        await Wait.UntilAsync(() => loads.Count == 0, "the load has ended");
        Assert.Equal(100, loads.Find("mine")!.Written);
    }

    [Fact]
    public async Task Reconnect_AfterTheLastEvent_IsToldNotToReconnect()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Get, "/labs/load?burst=5", null, ("Last-Event-ID", "5"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Theory]
    [InlineData("rate=0", "rate", "1 to 50000")]
    [InlineData("rate=50001", "rate", "1 to 50000")]
    [InlineData("rate=1e3", "rate", "'1e3'")]
    [InlineData("rate=", "rate", "whole number")]
    [InlineData("size=99", "size", "100 to 16384")]
    [InlineData("size=16385", "size", "100 to 16384")]
    [InlineData("seconds=601", "seconds", "1 to 600")]
    [InlineData("burst=0", "burst", "1 to 100000")]
    [InlineData("burst=100001", "burst", "1 to 100000")]
    [InlineData("burst=10&seconds=2", "burst", "Send either burst, or rate and seconds")]
    [InlineData("rate=50000&size=336", "rate", "LoadLab:MaxBytesPerSecond")]
    [InlineData("burst=100000&size=168", "burst", "LoadLab:MaxBytesPerSecond")]
    [InlineData("run=0123456789012345678901234567890123456789012345678901234567890123456789", "run", "at most 68")]
    public async Task Request_OutOfBounds_IsRefusedWithTheBound(string query, string field, string hint)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Get, $"/labs/load?{query}");

        await Problem.IsOfFieldAsync(answer, field);
        Assert.Contains(hint, await answer.Content.ReadAsStringAsync(host.HangGuard), StringComparison.Ordinal);
        Assert.Equal(0, host.OpenStreams);
    }

    [Fact]
    public async Task Load_MoreThanMayRun_IsRefusedUntilOneEnds()
    {
        await using var host = new TestHost(("LoadLab:MaxLoads", "1"));
        using var client = host.Connect();
        await using (await host.OpenAsync(client, "/labs/load"))
        {
            using var refused = await host.SendAsync(client, HttpMethod.Get, "/labs/load");
            await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);
            Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        }

        await Wait.UntilAsync(
            () => host.Services.GetRequiredService<RunningLoads>().Count == 0, "the load of the client that left has ended");
        await using var next = await host.OpenAsync(client, "/labs/load");
        Assert.Equal(HttpStatusCode.OK, next.Response.StatusCode);
    }

    private static void MoveTo(TestHost host, int milliseconds) =>
        host.Clock.SetUtcNow(ManualClock.Start + TimeSpan.FromMilliseconds(milliseconds));

    private static IEnumerable<string> Numbers(int first, int count) =>
        Enumerable.Range(first, count).Select(number => number.ToString(CultureInfo.InvariantCulture));

    private static string IdOf(string? frame) => frame!.Split('\n')[0]["id: ".Length..];

    private static JsonDocument DataOf(string? frame) => JsonDocument.Parse(frame!.Split('\n')[1]["data: ".Length..]);
}
