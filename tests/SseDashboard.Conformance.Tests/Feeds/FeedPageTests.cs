namespace SseDashboard.Conformance.Tests;

/// <summary>What both feeds do with their address and with the life of their page.</summary>
public sealed class FeedPageTests(Bench bench) : FeedTestBase(bench)
{
    public static readonly TheoryData<string> Harnesses = ["feed-harness.js", "event-source-feed-harness.js"];

    [Theory]
    [MemberData(nameof(Harnesses))]
    public async Task Feed_AddressNotOfHttp_FailsAtOnceAndSaysWhy(string harness)
    {
        var items = await Bench.RunAsync<List<FeedItem>>(harness, "follow", new { url = "ftp://localhost/" }, "failed", 1);

        Assert.Equal("failed", Assert.Single(items).Kind);
        Assert.Equal(
            "An event stream needs an address that begins with http:// or https://, but this one begins with ftp:", items[0].Detail);
    }

    [Theory]
    [MemberData(nameof(Harnesses))]
    public async Task Feed_PageInBackForwardCache_ClosesAndResumes(string harness)
    {
        var left = new TaskCompletionSource();
        var script = Answering(
            async context =>
            {
                await context.StreamAsync("id: 7\ndata: a\n\n");
                await context.UntilAbortedAsync();
                left.SetResult();
            },
            async context =>
            {
                await left.Task;
                await context.StreamAsync("data: b\n\n");
                await context.UntilAbortedAsync();
            });

        var items = await Bench.RunAsync<List<FeedItem>>(harness, "leaveAndReturn", new { url = script.Path });

        Assert.Equal(["connecting", "open", "event", "reconnecting", "connecting", "open", "event", "closed"], Kinds(items));
        Assert.Equal(["", "7"], items.Where(item => item.Kind == "connecting").Select(item => item.Id));
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task Feed_PostInBackForwardCache_IsNotSentAgain()
    {
        var script = Answering(async context =>
        {
            await context.StreamAsync("data: a\n\n");
            await context.UntilAbortedAsync();
        });

        var items = await Bench.RunAsync<List<FeedItem>>(
            "feed-harness.js", "leaveAndReturn", new { url = script.Path, method = "POST", body = "{}" });

        Assert.Equal(["connecting", "open", "event", "closed"], Kinds(items));
        Assert.Equal("left", items[^1].Detail);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task EventSourceFeed_WindowStopWhileOpen_EndsWithoutQuestion()
    {
        var script = Answering(async context =>
        {
            await context.StreamAsync("data: a\n\n");
            await context.UntilAbortedAsync();
        });

        var items = await Bench.RunAsync<List<FeedItem>>("event-source-feed-harness.js", "stopWindow", new { url = script.Path });

        Assert.Equal(["connecting", "open", "event", "closed"], Kinds(items));
        Assert.Equal("The browser stopped loading the page.", items[^1].Detail);
        Assert.Single(script.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EventSourceFeed_PageReloaded_SendsNoStrayRequest(bool answers)
    {
        var arrived = new TaskCompletionSource();
        var script = Answering(async context =>
        {
            arrived.SetResult();
            if (answers)
                await context.StreamAsync("data: a\n\n");
            await context.UntilAbortedAsync();
        });

        await Bench.ReloadAsync("event-source-feed-harness.js", "startOnly", arrived.Task, new { url = script.Path });

        Assert.Single(script.Requests);
    }

    [Theory]
    [MemberData(nameof(Harnesses))]
    public Task Feed_SixStreamsOpen_SaysThatTheSeventhWaits(string harness) =>
        Bench.RunAsync(harness, "crowd", OpenStream().Path, 7);

    [Theory]
    [MemberData(nameof(Harnesses))]
    public Task Feed_SlowServerAndFewStreams_ClaimsNothing(string harness) =>
        Bench.RunAsync(harness, "slowWithoutCrowd", OpenStream().Path, Answering(context => context.UntilAbortedAsync()).Path);

    private Script OpenStream() => Answering(async context =>
    {
        await context.StreamAsync(": open\n");
        await context.UntilAbortedAsync();
    });
}
