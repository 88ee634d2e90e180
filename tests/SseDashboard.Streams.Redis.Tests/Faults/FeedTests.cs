using System.Globalization;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>What a host reads from the log, and when.</summary>
public sealed class FeedTests : FaultTest
{
    [Fact]
    public async Task Message_Lost_IsReadWhenTheNextArrivesOnceForAll()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:CheckInterval", "00:01:00"));
        var listeners = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ListenAsync(host)));
        await host.PublishAsync("1");
        await Task.WhenAll(listeners.Select(listener => listener.UntilAsync("1")));
        await server.PublishSilentlyAsync("2");
        await server.PublishSilentlyAsync("3");
        long before = await CallsAsync(server);
        await host.PublishAsync("4");
        await Task.WhenAll(listeners.Select(listener => listener.UntilAsync("4")));
        Assert.All(listeners, listener => Assert.Equal(["1", "2", "3", "4"], listener.Transcript.Select(received => received.Data)));
        // The publication and one read.
        Assert.Equal(2, await CallsAsync(server) - before);
    }

    [Fact]
    public async Task Message_LostAtTheEnd_IsReadAtTheNextCheck()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var listener = await ListenAsync(host);
        await server.PublishSilentlyAsync("1");
        await listener.UntilAsync("1");
    }

    [Fact]
    public async Task Log_WithAnEntryOfAnotherProgram_IsReportedAndReadAgainOnceItIsDeleted()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address);
        var listener = await ListenAsync(host);
        await host.PublishAsync("1");
        await listener.UntilAsync("1");
        await server.RunCommandAsync("XADD", "sse:{news}:log", "0-9", "t", "0", "p", "foreign", "f", "foreign");
        await Wait.UntilAsync(
            () => host.Channels.Trouble?.Contains("an entry that is not an event", StringComparison.Ordinal) == true, "the host reports the entry");
        await server.RunCommandAsync("DEL", "sse:{news}:log");
        await PublishAsync(host, "2");
        await listener.UntilAsync("2");
        Assert.Equal(["1", "2"], listener.Data);
        Assert.Empty(listener.Gaps);
    }

    [Fact]
    public async Task Message_OfTheNextEpoch_HasTheLogReadAtOnce()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:CheckInterval", "00:01:00"));
        var listener = await ListenAsync(host);
        await host.PublishAsync("1");
        await listener.UntilAsync("1");
        await server.RunCommandAsync("DEBUG", "CHANGE-REPL-ID");
        string second = await host.PublishAsync("2");
        await listener.UntilAsync("2");
        Assert.Equal(second, listener.LastEventId);
        Assert.Equal(second, $"{host.Channels.Channels.Single().Epoch}-2");
    }

    [Fact]
    public async Task Messages_AlreadyReadOrOfAnEarlierEpoch_AreIgnored()
    {
        var server = await ServerAsync();
        var host = await HostAsync(server.Address, ("Broadcast:CheckInterval", "00:01:00"));
        var listener = await ListenAsync(host);
        string first = await host.PublishAsync("1");
        await server.RunCommandAsync("DEBUG", "CHANGE-REPL-ID");
        string second = await host.PublishAsync("2");
        await listener.UntilAsync("2");
        long before = await CallsAsync(server);
        // As a server does that was replaced and goes on.
        await server.RunCommandAsync("PUBLISH", "sse:{news}", $"id: {first.Replace("-1", "-2", StringComparison.Ordinal)}\ndata: replaced\n\n");
        await server.RunCommandAsync("PUBLISH", "sse:{news}", $"id: {second}\ndata: 2\n\n");
        await host.PublishAsync("3");
        await listener.UntilAsync("3");
        Assert.Equal(["1", "2", "3"], listener.Data);
        Assert.Equal(1, await CallsAsync(server) - before);
    }

    [Fact]
    public async Task Queue_Overflowing_IsReadFromTheLog()
    {
        var server = await ServerAsync();
        // No check: only the overflow itself can have the log read.
        var host = await HostAsync(server.Address, ("Broadcast:MaxQueuedBytes", "1024"), ("Broadcast:CheckInterval", "00:01:00"));
        var listener = await ListenAsync(host);
        // The reads that a new listener causes are over when a message arrives.
        await host.PublishAsync("1");
        await listener.UntilAsync("1");
        string large = new('x', 2_000);
        await host.PublishAsync(large);
        await listener.UntilAsync(large);
    }

    [Fact]
    public async Task Host_CutOffForLongerThanTheHistory_AnnouncesWhatIsGone()
    {
        var server = await ServerAsync();
        var proxy = Proxy(() => server.Port);
        (string, string) bound = ("Streams:MaxHistoryEvents", "3");
        var (cutOff, other) = (await HostAsync(proxy.Address, bound), await HostAsync(server.Address, bound));
        var listener = await ListenAsync(cutOff);
        var published = new List<Published> { new("0", await cutOff.PublishAsync("0")) };
        await listener.UntilAsync("0");
        proxy.Cut();
        for (int i = 1; i <= 10; i++)
            published.Add(new($"{i}", await other.PublishAsync($"{i}")));
        proxy.Mend();
        await listener.UntilAsync("10");
        Assert.Equal((7, GapReason.History), listener.Gaps.Select(gap => (gap.Missed, gap.Reason)).Single());
        Checker.AssertNone(Checker.Check(published, [listener.Transcript], await ReplayAsync(other, "10")));
    }

    [Fact]
    public async Task History_LargerThanAPage_IsReadWhole()
    {
        var server = await ServerAsync();
        // Without another check: one reading takes all pages.
        var (publisher, host) = (await HostAsync(server.Address), await HostAsync(server.Address, ("Broadcast:CheckInterval", "00:01:00")));
        string padding = new('x', 10_000);
        string first = await publisher.PublishAsync("0");
        for (int i = 1; i <= 150; i++)
            await publisher.PublishAsync($"{i} {padding}");
        var listener = await ListenAsync(host, first);
        await listener.UntilAsync($"150 {padding}");
        Assert.Equal(Enumerable.Range(1, 150).Select(i => $"{i} {padding}"), listener.Data);
        Assert.Empty(listener.Gaps);
    }

    [Fact]
    public async Task Host_WithASmallerHistoryThanTheLog_AnnouncesWhatItCannotHold()
    {
        var server = await ServerAsync();
        var large = await HostAsync(server.Address);
        var small = await HostAsync(server.Address, ("Streams:MaxEventBytes", "300"), ("Streams:MaxHistoryBytes", "300"), ("Streams:MaxWatcherBytes", "300"));
        var listener = await ListenAsync(small);
        await large.PublishAsync(new string('x', 400));
        await large.PublishAsync("2");
        await listener.UntilAsync("2");
        Assert.Equal((1, GapReason.History), listener.Gaps.Select(gap => (gap.Missed, gap.Reason)).Single());
    }

    private static async Task<long> CallsAsync(RedisServer server)
    {
        string stats = await server.RunCommandAsync("INFO", "commandstats");
        return stats.Split('\n').Where(line => line.StartsWith("cmdstat_eval", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split("calls=")[1].Split(',')[0], CultureInfo.InvariantCulture));
    }
}
