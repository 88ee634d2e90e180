using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Labs;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

/// <summary>A lesson's clock, over HTTP.</summary>
public sealed class TickLabTests
{
    private static readonly TickScript Three = new() { Ticks = 3, Interval = TimeSpan.FromSeconds(1), Retry = TimeSpan.FromMilliseconds(500) };

    [Fact]
    public async Task Stream_FirstRequest_GetsEachTickWhenItIsDueThenFinalAndTheEnd()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var ticker = Tickers(host).Add(Three)!;
        await using var stream = await host.OpenAsync(client, Path(ticker));
        Assert.Equal("retry: 500\n\n", await stream.NextAsync());
        MoveTo(host, 999);
        var first = stream.NextAsync();
        MoveTo(host, 1_000);
        Assert.Equal("id: 1\nevent: tick\ndata: 1\n\n", await first);

        MoveTo(host, 3_000);
        Assert.Equal(["id: 2\nevent: tick\ndata: 2\n\n", "id: 3\nevent: tick\ndata: 3\n\n", "event: final\ndata: Final event\n\n"], await stream.RestAsync());

        await Wait.UntilAsync(() => ticker.Requests is [{ EndedAt: not null }], "the request's record is complete");
        var request = ticker.Requests[0];
        Assert.Equal((1, 3, true, StreamEnd.Completed), (request.First, request.Last, request.HasFinal, request.End));
        Assert.False(request.IsWatched);
        Assert.Empty(host.Logs.Problems);
    }

    [Theory]
    [InlineData("1", 20, 2, 0)]
    [InlineData("1", 2, 4, 2)]
    [InlineData("5", 2, 6, 0)]
    public async Task Reconnect_AfterFiveTicks_GetsWhatIsKeptAndIsToldWhatIsNot(string lastEventId, int history, int first, int missed)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var ticker = Tickers(host).Add(Three with { Ticks = 100, History = history })!;
        await using (await host.OpenAsync(client, Path(ticker)))
            MoveTo(host, 5_000);
        await using var stream = await ResumeAsync(host, client, ticker, lastEventId);
        await stream.NextAsync();
        if (first > 5)
            MoveTo(host, 6_000);
        if (missed > 0)
            Assert.Equal($"event: gap\ndata: {{\"missed\":{missed}}}\n\n", await stream.NextAsync());
        Assert.Equal($"id: {first}\nevent: tick\ndata: {first}\n\n", await stream.NextAsync());

        Assert.Equal((lastEventId, 5, missed), (ticker.Requests[1].LastEventId, ticker.Requests[1].Due, ticker.Requests[1].Missed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("17")]
    [InlineData("x")]
    public async Task Reconnect_WithoutAnIdOfThisClock_GetsTheNextTick(string? lastEventId)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var ticker = Tickers(host).Add(Three with { Ticks = 100, HasIds = false })!;
        await using (await host.OpenAsync(client, Path(ticker)))
            MoveTo(host, 5_000);
        await using var stream = await ResumeAsync(host, client, ticker, lastEventId);
        MoveTo(host, 6_000);
        await stream.NextAsync();

        Assert.Equal("event: tick\ndata: 6\n\n", await stream.NextAsync());
    }

    [Theory]
    [InlineData(204)]
    [InlineData(500)]
    public async Task Request_WithAnotherStatus_IsAnsweredWithItAndRecorded(int status)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var ticker = Tickers(host).Add(Three)!;
        ticker.Status = status;
        using var response = await host.SendAsync(client, HttpMethod.Get, Path(ticker));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal((status, 0L), (ticker.Requests[0].Status, ticker.Requests[0].Stream));
    }

    [Fact]
    public async Task Drop_OpenStreams_EndsThem()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var ticker = Tickers(host).Add(Three)!;
        await using var stream = await host.OpenAsync(client, Path(ticker));

        Assert.Equal(1, ticker.Drop(host.Services.GetRequiredService<ConnectionRegistry>()));
        Assert.Equal(["retry: 500\n\n"], await stream.RestAsync());
        await Wait.UntilAsync(() => ticker.Requests is [{ End: StreamEnd.Dropped }], "the record says that the stream was dropped");
    }

    [Fact]
    public async Task Head_OfATicker_IsNotARequestOfTheRecord()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var ticker = Tickers(host).Add(Three)!;
        using var response = await host.SendAsync(client, HttpMethod.Head, Path(ticker));

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(0, ticker.Total);
    }

    [Fact]
    public async Task Tickers_BeyondTheBound_AreRefusedUntilOneIsGone()
    {
        await using var host = new TestHost(("LessonLabs:MaxTickers", "1"));
        using var client = host.Connect();
        var ticker = Tickers(host).Add(Three)!;
        Assert.Null(Tickers(host).Add(Three));
        ticker.Dispose();
        ticker.Dispose();
        using var gone = await host.SendAsync(client, HttpMethod.Get, Path(ticker));

        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.NotNull(Tickers(host).Add(Three));
        Assert.Null(Tickers(host).Add(Three));
    }

    private static Tickers Tickers(TestHost host)
    {
        _ = host.Http1; // starts it
        return host.Services.GetRequiredService<Tickers>();
    }

    private static string Path(Ticker ticker) => $"/labs/ticks/{ticker.Token}";

    private static Task<EventReader> ResumeAsync(TestHost host, HttpClient client, Ticker ticker, string? lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Path(ticker));
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        return host.OpenAsync(client, request);
    }

    private static void MoveTo(TestHost host, int milliseconds) => host.Clock.SetUtcNow(ManualClock.Start.AddMilliseconds(milliseconds));
}
