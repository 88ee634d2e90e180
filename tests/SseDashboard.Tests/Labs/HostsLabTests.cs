using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Labs;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

/// <summary>The pairs of simulated hosts, over HTTP.</summary>
public sealed class HostsLabTests
{
    [Fact]
    public async Task Client_MovedToTheOtherHost_ResumesExactlyWithTheIdItHas()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var pair = Pairs(host).Add()!;
        string first;
        await using (var before = await host.OpenAsync(client, $"/{pair.PathOf(2)}"))
        {
            Assert.Equal("host-a", ServedBy(before));
            await before.NextAsync(2);
            first = await pair.PublishAsync(1);
            Assert.Equal($"id: {first}\ndata: event 1\n\n", await before.NextAsync());
            pair.Move(2);
            Assert.Empty(await before.RestAsync());
        }

        string second = await pair.PublishAsync(1);
        await using var after = await ResumeAsync(host, client, pair.PathOf(2), first);
        Assert.Equal("host-b", ServedBy(after));
        Assert.Equal("retry: 300\n\n", await after.NextAsync());
        Assert.Equal($"id: {second}\ndata: event 2\n\n", await after.NextAsync());
    }

    [Fact]
    public async Task Failover_AnnouncesTheLossToTheClientThatSawIt_AndToNoOther()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var pair = Pairs(host).Add()!;
        pair.Move(2);
        await using var one = await host.OpenAsync(client, $"/{pair.PathOf(1)}");
        await using var two = await host.OpenAsync(client, $"/{pair.PathOf(2)}");
        await one.NextAsync(2);
        await two.NextAsync(2);
        string kept = await pair.PublishAsync(1);
        pair.Cut();
        string lost = await pair.PublishAsync(1);
        Assert.EndsWith($"id: {lost}\ndata: event 2\n\n", await one.NextAsync(2), StringComparison.Ordinal);
        pair.FailOver();
        string next = await pair.PublishAsync(1);

        Assert.Equal($"id: {kept}\nevent: gap\ndata: {{\"missed\":null,\"reason\":\"lost\",\"resumedAfter\":\"{kept}\"}}\n\n", await one.NextAsync());
        Assert.Equal($"id: {next}\ndata: event 3\n\n", await one.NextAsync());
        Assert.Equal($"id: {kept}\ndata: event 1\n\nid: {next}\ndata: event 3\n\n", await two.NextAsync(2));
        Assert.Equal([lost], Assert.Single(pair.Steps.OfType<FailoverStep>()).Lost);
        Assert.Equal("host-b", pair.Steps.OfType<PublishedStep>().Last().Host);
        Assert.Equal((2, "host-b"), (pair.Steps.OfType<MovedStep>().Single().Client, pair.Steps.OfType<MovedStep>().Single().Host));
        Assert.Equal("host-b", pair.Steps.OfType<CutStep>().Single().Host);
        Assert.Empty(host.Logs.Problems);
    }

    [Fact]
    public async Task Client_ThatIsAheadOfTheHostItComesTo_GetsTheGapAfterTheFailover()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var pair = Pairs(host).Add()!;
        string kept = await pair.PublishAsync(1);
        pair.Cut();
        string lost = await pair.PublishAsync(1);
        await using var late = await ResumeAsync(host, client, $"labs/hosts/{pair.Token}/b", lost);
        Assert.Equal("retry: 300\n\n", await late.NextAsync());
        pair.FailOver();

        Assert.Equal($"id: {kept}\nevent: gap\ndata: {{\"missed\":null,\"reason\":\"lost\",\"resumedAfter\":\"{kept}\"}}\n\n", await late.NextAsync());
    }

    [Fact]
    public async Task Pair_Disposed_EndsItsStreamsAndFreesItsPlace()
    {
        await using var host = new TestHost(("HostsLab:MaxPairs", "1"));
        using var client = host.Connect();
        var pair = Pairs(host).Add()!;
        Assert.Null(Pairs(host).Add());
        await using var stream = await host.OpenAsync(client, $"/{pair.PathOf(1)}");
        pair.Dispose();

        await Wait.UntilAsync(() => host.OpenStreams == 0, "the stream of the pair has ended");
        await Problem.OfAsync(await host.SendAsync(client, HttpMethod.Get, $"/{pair.PathOf(1)}"), HttpStatusCode.NotFound);
        using var next = Pairs(host).Add();
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Pair_TooOld_IsRemovedWhenAnotherNeedsItsPlace()
    {
        await using var host = new TestHost(("HostsLab:MaxPairs", "1"), ("HostsLab:MaxMinutes", "10"));
        host.Connect().Dispose();
        var old = Pairs(host).Add()!;
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(Pairs(host).Add());
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        using var next = Pairs(host).Add();
        Assert.NotNull(next);
        Assert.Null(Pairs(host).Find(old.Token));
        Assert.Equal(1, Pairs(host).Count);
    }

    [Fact]
    public async Task Pair_ThatIsFull_TakesNoMoreSteps()
    {
        await using var host = new TestHost(("HostsLab:MaxEvents", "20"));
        host.Connect().Dispose();
        using var pair = Pairs(host).Add()!;
        pair.Cut();
        await pair.PublishAsync(18);
        Assert.False(pair.IsFull);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.PublishAsync(2));

        Assert.True(pair.IsFull);
        foreach (Action step in (Action[])[pair.Cut, pair.FailOver, () => pair.Move(1)])
            Assert.Throws<InvalidOperationException>(step);
        Assert.Equal(20, pair.Steps.Count);
    }

    [Theory]
    [InlineData("c")]
    [InlineData("3")]
    public async Task Request_ForNoHostAndNoClient_IsNotFound(string where)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var pair = Pairs(host).Add()!;

        await Problem.OfAsync(await host.SendAsync(client, HttpMethod.Get, $"/labs/hosts/{pair.Token}/{where}"), HttpStatusCode.NotFound);
    }

    private static HostPairs Pairs(TestHost host) => host.Services.GetRequiredService<HostPairs>();

    private static string ServedBy(EventReader stream) => Assert.Single(stream.Response.Headers.GetValues("X-Served-By"));

    private static Task<EventReader> ResumeAsync(TestHost host, HttpClient client, string path, string lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/{path}");
        request.Headers.Add("Last-Event-ID", lastEventId);
        return host.OpenAsync(client, request);
    }
}
