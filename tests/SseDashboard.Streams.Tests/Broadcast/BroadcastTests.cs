namespace SseDashboard.Streams.Tests;

public class BroadcastTests
{
    [Fact]
    public async Task Subscribe_FirstTime_StartsLiveWithAnIdToResumeFrom()
    {
        await using var host = await StreamHost.BroadcastAsync();
        await PublishAsync(host, 3);
        await using var client = await host.OpenAsync();
        Assert.Equal("id: e-3\n\n", await client.UntilAsync("\n\n"));
        Assert.Equal("e-4", await host.Channel.PublishAsync(new() { Type = "t", Data = "d" }, TestContext.Current.CancellationToken));
        Assert.Equal("id: e-3\n\nid: e-4\nevent: t\ndata: d\n\n", await client.UntilAsync("data: d\n\n"));
    }

    [Theory]
    [InlineData("/", "Last-Event-ID: e-2")]
    [InlineData("/?lastEventId=e-2", "X: y")]
    [InlineData("/?lastEventId=e-2", "Last-Event-ID:")]
    [InlineData("/?lastEventId=e-1", "Last-Event-ID: e-2")]
    public async Task Subscribe_WithLastEventId_GetsExactlyTheRest(string target, string header)
    {
        await using var host = await StreamHost.BroadcastAsync();
        await PublishAsync(host, 4);
        await using var client = await host.OpenAsync(target, header);
        Assert.Equal("id: e-3\ndata: 3\n\nid: e-4\ndata: 4\n\n", await client.UntilAsync("data: 4\n\n"));
    }

    [Fact]
    public async Task Subscribe_HistoryTooShort_GetsOneGapWithTheNumberMissed()
    {
        await using var host = await StreamHost.BroadcastAsync(("MaxHistoryEvents", "3"));
        await PublishAsync(host, 10);
        await using var client = await host.OpenAsync("/", "Last-Event-ID: e-2");
        Assert.Equal(
            """
            id: e-7
            event: gap
            data: {"missed":5,"reason":"history","resumedAfter":"e-7"}

            id: e-8
            data: 8

            id: e-9
            data: 9

            id: e-10
            data: 10


            """.ReplaceLineEndings("\n"),
            await client.UntilAsync("data: 10\n\n"));
        Assert.Equal((1, 5), (host.Channel.Gaps, host.Channel.Missed));
    }

    [Fact]
    public async Task Subscribe_WatchedDuringABurst_GetsNoEmptyGap()
    {
        await using var host = await StreamHost.BroadcastAsync(("MaxEventBytes", "4000"), ("MaxHistoryBytes", "4000"), ("MaxHistoryEvents", "400"));
        using var watcher = host.Taps.Watch();
        await using var client = await host.OpenAsync($"/?watch={watcher.Token}");
        var publishing = Task.Run(
            async () =>
            {
                var large = new ServerSentEvent { Data = new string('x', 3_900) };
                for (int round = 0; round < 300; round++)
                {
                    for (int i = 0; i < 100; i++)
                        await host.Channel.PublishAsync(new(), TestContext.Current.CancellationToken);
                    await host.Channel.PublishAsync(large, TestContext.Current.CancellationToken);
                }

                await host.Channel.PublishAsync(new() { Data = "end" }, TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken);
        string body = await client.UntilAsync("data: end\n\n");
        await publishing;
        Assert.DoesNotContain("\"missed\":0,", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other-3")]
    [InlineData("e-11")]
    [InlineData("e--1")]
    [InlineData("e-+1")]
    [InlineData("e-99999999999999999999")]
    [InlineData("nonsense")]
    [InlineData("e")]
    public async Task Subscribe_IdOfAnotherHistory_GetsOneGapOfUnknownSizeAndThisHistory(string id)
    {
        await using var host = await StreamHost.BroadcastAsync(("MaxHistoryEvents", "2"));
        await PublishAsync(host, 10);
        await using var client = await host.OpenAsync("/", $"Last-Event-ID: {id}");
        string body = await client.UntilAsync("data: 10\n\n");
        Assert.StartsWith("id: e-8\nevent: gap\ndata: {\"missed\":null,\"reason\":\"restart\",\"resumedAfter\":\"e-8\"}\n\nid: e-9\n", body);
        Assert.Equal((1, 0, 1), (host.Channel.Gaps, host.Channel.Missed, host.Channel.GapsOfUnknownSize));
        Assert.Single(body.Split("event: gap").Skip(1));
    }

    [Fact]
    public async Task History_LargeEvents_IsBoundedInBytes()
    {
        await using var host = await StreamHost.BroadcastAsync(("MaxHistoryBytes", "1000"), ("MaxEventBytes", "1000"));
        for (int i = 0; i < 5; i++)
            await host.Channel.PublishAsync(new() { Data = new string('x', 400) }, TestContext.Current.CancellationToken);
        Assert.Equal(4, host.Channel.Oldest);
        await using var client = await host.OpenAsync("/", "Last-Event-ID: e-1");
        Assert.StartsWith("id: e-3\nevent: gap\ndata: {\"missed\":2,", await client.UntilAsync("id: e-5\n"));
    }

    [Fact]
    public async Task Publish_TooLarge_IsRefusedWithoutASequenceNumber()
    {
        await using var host = await StreamHost.BroadcastAsync(("MaxEventBytes", "300"));
        var error = await Assert.ThrowsAsync<EventTooLargeException>(
            async () => await host.Channel.PublishAsync(new() { Data = new string('x', 300) }, TestContext.Current.CancellationToken));
        Assert.Contains("Streams:MaxEventBytes", error.Message);
        Assert.Equal(0, host.Channel.Head);
    }

    [Fact]
    public async Task Publish_WithAnId_IsRefused()
    {
        await using var host = await StreamHost.BroadcastAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await host.Channel.PublishAsync(new() { Id = "1" }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Publish_OfTheTypeGap_IsRefusedWithoutASequenceNumber()
    {
        await using var host = await StreamHost.BroadcastAsync();
        var gap = new ServerSentEvent { Type = "gap", Data = """{"missed":-1}""" };
        var error = await Assert.ThrowsAsync<ArgumentException>(
            async () => await host.Channel.PublishAsync(gap, TestContext.Current.CancellationToken));
        Assert.StartsWith("The type 'gap' is reserved", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await host.Channel.PublishAllAsync([new() { Type = "Gap" }, gap], TestContext.Current.CancellationToken));
        Assert.Equal(1, host.Channel.Head);
    }

    [Fact]
    public async Task Publish_SeveralPublishers_ReachEverySubscriberInOneOrder()
    {
        const int Publishers = 4, Each = 2_000, Subscribers = 5;
        await using var host = await StreamHost.BroadcastAsync(("MaxHistoryEvents", "10000"));
        var clients = await Task.WhenAll(Enumerable.Range(0, Subscribers).Select(_ => host.OpenAsync()));
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
                await host.Channel.PublishAsync(new() { Data = $"{publisher}" }, TestContext.Current.CancellationToken);
        })));
        string expected = await clients[0].UntilAsync($"id: e-{Publishers * Each}\n");
        Assert.Equal(
            Enumerable.Range(0, (Publishers * Each) + 1).Select(i => $"id: e-{i}"),
            expected.Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal)));
        foreach (var client in clients)
        {
            Assert.StartsWith(expected, await client.UntilAsync($"id: e-{Publishers * Each}\n"));
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Publish_ClientThatStopsReading_CostsTheOthersNothingAndGetsAGap()
    {
        // More than the sockets and the response of one client can buffer.
        const int Events = 3_000;
        string data = new('x', 10_000);
        await using var host = await StreamHost.BroadcastAsync(("MaxHistoryEvents", "64"));
        await using var slow = await RawStream.OpenAsync(host.Port, receiveBuffer: 4_096);
        await using var quick = await host.OpenAsync();
        for (int i = 1; i <= Events; i++)
        {
            await host.Channel.PublishAsync(new() { Data = data }, TestContext.Current.CancellationToken);
            if (i % 32 == 0 || i == Events)
                await quick.UntilAsync($"id: e-{i}\n");
        }

        Assert.DoesNotContain("event: gap", quick.Body);
        Assert.InRange(host.Registry.Snapshot()[0].Lag!.Value, 64, Events);
        string body = await slow.UntilAsync($"id: e-{Events}\n");
        string[] gaps = [.. body.Split("event: gap\ndata: {\"missed\":").Skip(1)];
        Assert.NotEmpty(gaps);
        long missed = gaps.Sum(gap => long.Parse(gap[..gap.IndexOf(',')], System.Globalization.CultureInfo.InvariantCulture));
        int received = body.Split("data: x").Length - 1;
        Assert.Equal(Events, received + missed);
    }

    private static async Task PublishAsync(StreamHost host, int count)
    {
        for (int i = 1; i <= count; i++)
            await host.Channel.PublishAsync(new() { Data = $"{i}" }, TestContext.Current.CancellationToken);
    }
}
