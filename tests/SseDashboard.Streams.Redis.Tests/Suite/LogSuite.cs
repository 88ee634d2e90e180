namespace SseDashboard.Streams.Redis.Tests;

/// <summary>What every log does, in memory or in Redis. Each test gets hosts that share a log if it can be shared.</summary>
public abstract class LogSuite : IAsyncLifetime
{
    private readonly List<BroadcastHost> _hosts = [];

    /// <summary>How many hosts the log can have.</summary>
    protected abstract int MaxHosts { get; }

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync() => default;

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Publish_InTurn_NumbersTheEventsOfOneEpoch()
    {
        var host = await HostAsync();
        string[] ids = [await host.PublishAsync("a"), await host.PublishAsync("b"), await host.PublishAsync("c")];
        var read = ids.Select(id => BroadcastId.TryParse(id, out var parsed) ? parsed : default).ToArray();
        Assert.Equal([1, 2, 3], read.Select(id => id.Sequence));
        Assert.Single(read.Select(id => id.Epoch).Distinct());
    }

    [Fact]
    public async Task Listen_BeforeThePublication_GetsItWithItsId()
    {
        var host = await HostAsync();
        await using var listener = await Listener.OpenAsync(host);
        string id = await host.PublishAsync("line 1\nline 2");
        await listener.UntilAsync("line 1\nline 2");
        Assert.Equal([new(id, "message", "line 1\nline 2")], listener.Transcript);
    }

    [Fact]
    public async Task Resume_AnyEventOfTheHistory_IsExact()
    {
        var host = await HostAsync();
        var ids = new List<string>();
        for (int i = 1; i <= 20; i++)
            ids.Add(await host.PublishAsync($"{i}"));
        for (int after = 1; after < 20; after++)
        {
            await using var listener = await Listener.OpenAsync(host, ids[after - 1]);
            await listener.UntilAsync("20");
            Assert.Equal(Enumerable.Range(after + 1, 20 - after).Select(i => $"{i}"), listener.Transcript.Select(received => received.Data));
        }
    }

    [Fact]
    public async Task Resume_HistoryTooShort_GetsOneGapWithTheNumberMissed()
    {
        var host = await HostAsync(("Streams:MaxHistoryEvents", "3"));
        string first = await host.PublishAsync("0");
        for (int i = 1; i <= 10; i++)
            await host.PublishAsync($"{i}");
        await using var listener = await Listener.OpenAsync(host, first);
        await listener.UntilAsync("10");
        Assert.Equal(new(7, GapReason.History, first[..first.LastIndexOf('-')] + "-8"), Assert.Single(listener.Gaps));
        Assert.Equal(["8", "9", "10"], listener.Data);
    }

    [Fact]
    public async Task History_LargeEvents_IsBoundedInBytes()
    {
        var host = await HostAsync(("Streams:MaxHistoryBytes", "1000"), ("Streams:MaxEventBytes", "1000"));
        string first = await host.PublishAsync("0");
        for (int i = 1; i <= 5; i++)
            await host.PublishAsync($"{i}{new string('x', 400)}");
        await using var listener = await Listener.OpenAsync(host, first);
        await listener.UntilAsync($"5{new string('x', 400)}");
        Assert.Equal((3, GapReason.History), listener.Gaps.Select(gap => (gap.Missed, gap.Reason)).Single());
        Assert.Equal(["4", "5"], listener.Data.Select(data => data[..1]));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0123456789abcdef-1")]
    public async Task Resume_IdOfAnotherHistory_GetsOneGapOfUnknownSizeAndThisHistory(string id)
    {
        var host = await HostAsync();
        await host.PublishAsync("1");
        await host.PublishAsync("2");
        await using var listener = await Listener.OpenAsync(host, id);
        await listener.UntilAsync("2");
        Assert.Equal((null, GapReason.Restart), listener.Gaps.Select(gap => (gap.Missed, gap.Reason)).Single());
        Assert.Equal(["1", "2"], listener.Data);
    }

    [Fact]
    public async Task Publish_SameKey_IsAnsweredWithTheSameIdAndPublishedOnce()
    {
        var host = await HostAsync();
        await using var listener = await Listener.OpenAsync(host);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.PublishAsync("once", "key-1")));
        Assert.Single(ids.Distinct());
        Assert.NotEqual(ids[0], await host.PublishAsync("twice", "key-2"));
        await listener.UntilAsync("twice");
        Assert.Equal(["once", "twice"], listener.Data);
    }

    [Fact]
    public async Task Publish_MoreKeysThanRemembered_ForgetsTheOldest()
    {
        var host = await HostAsync(("Streams:MaxIdempotencyKeys", "3"));
        var ids = new List<string>();
        for (int i = 0; i < 7; i++)
            ids.Add(await host.PublishAsync($"{i}", $"key-{i}"));
        for (int i = 4; i < 7; i++)
            Assert.Equal(ids[i], await host.PublishAsync("again", $"key-{i}"));
        Assert.NotEqual(ids[0], await host.PublishAsync("again", "key-0"));
    }

    [Fact]
    public async Task PublishAll_OneIsTooLarge_PublishesThoseBeforeIt()
    {
        var host = await HostAsync(("Streams:MaxEventBytes", "300"));
        await using var listener = await Listener.OpenAsync(host);
        using var lease = host.Channels.Open(Listener.Channel)!;
        await Assert.ThrowsAsync<EventTooLargeException>(async () => await lease.Channel.PublishAllAsync(
            [new() { Data = "1" }, new() { Data = new string('x', 300) }, new() { Data = "3" }], TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(async () => await lease.Channel.PublishAllAsync(
            [new() { Data = "2" }, new() { Type = "gap" }], TestContext.Current.CancellationToken));
        await host.PublishAsync("end");
        await listener.UntilAsync("end");
        Assert.Equal(["1", "2", "end"], listener.Data);
    }

    [Fact]
    public async Task Publish_SeveralPublishersOnEveryHost_ReachAllInOneOrder()
    {
        const int Publishers = 4, Each = 300;
        var hosts = await HostsAsync(("Streams:MaxHistoryEvents", "10000"));
        var listeners = await Task.WhenAll(hosts.SelectMany(host => Enumerable.Range(0, 5).Select(_ => Listener.OpenAsync(host))));
        var published = await Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(async () =>
        {
            var publications = new List<Published>();
            for (int i = 0; i < Each; i++)
            {
                string data = $"{publisher}/{i}";
                publications.Add(new(data, await hosts[publisher % hosts.Count].PublishAsync(data)));
            }

            return publications;
        })));
        await hosts[0].PublishAsync("end");
        foreach (var listener in listeners)
        {
            await listener.UntilAsync("end");
            await listener.DisposeAsync();
        }

        Checker.AssertNone(Checker.Check([.. published.SelectMany(list => list)], [.. listeners.Select(listener => listener.Transcript)], listeners[0].Transcript));
        Assert.Equal((Publishers * Each) + 1, listeners[0].Transcript.Count);
        Assert.All(listeners, listener => Assert.Equal(listeners[0].Transcript, listener.Transcript));
    }

    [Fact]
    public async Task Listen_ThousandsOfSubscribers_AllGetEveryEvent()
    {
        const int Subscribers = 2_000, Events = 20;
        var hosts = await HostsAsync();
        // One wait for all: thousands that poll would starve the tests that run beside this one.
        Listener[] listeners = [.. Enumerable.Range(0, Subscribers).Select(i => Listener.Open(hosts[i % hosts.Count]))];
        await Wait.UntilAsync(() => listeners.All(listener => listener.LastEventId != ""), "every client gets an id");
        for (int i = 1; i <= Events; i++)
            await hosts[i % hosts.Count].PublishAsync($"{i}");
        foreach (var listener in listeners)
            await listener.UntilAsync($"{Events}");
        Assert.All(listeners, listener => Assert.Equal(Enumerable.Range(1, Events).Select(i => $"{i}"), listener.Transcript.Select(received => received.Data)));
        await Task.WhenAll(listeners.Select(listener => listener.DisposeAsync().AsTask()));
    }

    /// <summary>The log's connection string for a new host; none for one in memory.</summary>
    protected abstract string? Redis { get; }

    /// <summary>Starts a host.</summary>
    private protected async Task<BroadcastHost> HostAsync(params (string Key, string Value)[] settings)
    {
        var host = await BroadcastHost.StartAsync(Redis, settings);
        _hosts.Add(host);
        return host;
    }

    private async Task<List<BroadcastHost>> HostsAsync(params (string Key, string Value)[] settings)
    {
        var hosts = new List<BroadcastHost>();
        while (hosts.Count < MaxHosts)
            hosts.Add(await HostAsync(settings));
        return hosts;
    }
}
