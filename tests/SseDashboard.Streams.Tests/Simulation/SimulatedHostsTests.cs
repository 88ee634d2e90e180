using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SseDashboard.Streams.Tests;

/// <summary>Two simulated hosts that share a log, and a failover that loses events.</summary>
public sealed class SimulatedHostsTests : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly SimulatedHosts _hosts;

    public SimulatedHostsTests()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddServerSentEvents();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IHostApplicationLifetime>(new Lifetime());
        _services = services.BuildServiceProvider();
        _hosts = new(_services, "test", maxEvents: 4, maxBytes: 1_000);
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Event_PublishedOnEitherHost_IsOnBothWithTheSameId()
    {
        string first = await PublishAsync(_hosts.A), second = await PublishAsync(_hosts.B);

        foreach (var host in (BroadcastChannel[])[_hosts.A, _hosts.B])
            Assert.Equal([first, second], Ids(host));
    }

    [Fact]
    public async Task Events_PublishedTogether_AreAppendedUpToTheOneThatIsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _hosts.A.PublishAllAsync(
            [new() { Data = "x" }, new() { Type = GapNotice.EventType }, new() { Data = "y" }], TestContext.Current.CancellationToken).AsTask());

        Assert.Equal((1L, 1L), (_hosts.A.Head, _hosts.B.Head));
    }

    [Fact]
    public async Task Cut_KeepsEventsFromTheReplicaAndTheHostBesideIt()
    {
        await PublishAsync(_hosts.A);
        _hosts.Cut();
        await PublishAsync(_hosts.A);

        Assert.Equal((2L, 1L), (_hosts.A.Head, _hosts.B.Head));
        var error = await Assert.ThrowsAsync<BroadcastUnavailableException>(() => PublishAsync(_hosts.B));
        Assert.Contains("is cut", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failover_LosesWhatTheReplicaLacks_AndNeverUsesAnIdAgain()
    {
        string kept = await PublishAsync(_hosts.A);
        _hosts.Cut();
        string[] lost = [await PublishAsync(_hosts.A), await PublishAsync(_hosts.A)];
        var failover = _hosts.FailOver();
        string next = await PublishAsync(_hosts.B);

        Assert.Equal(lost, failover.Lost);
        Assert.Equal(kept, failover.Left);
        Assert.DoesNotContain(next, lost);
        Assert.NotEqual(Parsed(kept).Epoch, Parsed(next).Epoch);
        Assert.Equal(Parsed(kept).Sequence + 1, Parsed(next).Sequence);
        foreach (var host in (BroadcastChannel[])[_hosts.A, _hosts.B])
        {
            Assert.Equal([kept, next], Ids(host));
            Assert.Equal((Standing.Lost, 1L), host.Log.View!.Locate(Parsed(lost[1])));
            Assert.Equal((Standing.Within, 1L), host.Log.View!.Locate(Parsed(kept)));
        }
    }

    [Fact]
    public async Task Failover_WithNothingLost_BeginsAnEpochWithTheNextEventOnly()
    {
        string first = await PublishAsync(_hosts.A);
        Assert.Empty(_hosts.FailOver().Lost);
        Assert.Equal(Parsed(first).Epoch, _hosts.B.Epoch);

        Assert.NotEqual(Parsed(first).Epoch, Parsed(await PublishAsync(_hosts.A)).Epoch);
        Assert.Equal(_hosts.A.Epoch, _hosts.B.Epoch);
    }

    [Fact]
    public async Task Failover_AndBack_LosesWhatWasPublishedOnlyBesideB()
    {
        await PublishAsync(_hosts.A);
        _hosts.FailOver();
        await PublishAsync(_hosts.A);
        _hosts.Cut();
        string lost = await PublishAsync(_hosts.B);
        await Assert.ThrowsAsync<BroadcastUnavailableException>(() => PublishAsync(_hosts.A));

        Assert.Equal([lost], _hosts.FailOver().Lost);
        Assert.DoesNotContain(lost, (string[])[await PublishAsync(_hosts.A), await PublishAsync(_hosts.B)]);
        Assert.Equal(Ids(_hosts.A), Ids(_hosts.B));
    }

    // A client may come with an id that only the other side has.
    [Fact]
    public void Request_OfAHostThatIsCutOff_IsAnsweredByTheFailover()
    {
        _hosts.Cut();
        long near = _hosts.A.Log.Ask(), far = _hosts.B.Log.Ask();

        Assert.True(_hosts.A.Log.Answered >= near);
        Assert.True(_hosts.B.Log.Answered < far);
        _hosts.FailOver();
        Assert.True(_hosts.B.Log.Answered >= far);
    }

    [Fact]
    public async Task History_IsBoundedOnBothHosts_AlsoAfterAFailover()
    {
        for (int i = 0; i < 9; i++)
            await PublishAsync(_hosts.A);
        _hosts.FailOver();

        Assert.Equal((6L, 9L), (_hosts.A.Oldest, _hosts.A.Head));
        Assert.Equal((6L, 9L), (_hosts.B.Oldest, _hosts.B.Head));
        await Assert.ThrowsAsync<EventTooLargeException>(() => _hosts.A.PublishAsync(new() { Data = new string('x', 1_000) }, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(9, _hosts.B.Head);
    }

    private static Task<string> PublishAsync(BroadcastChannel host) => host.PublishAsync(new() { Data = "x" }, TestContext.Current.CancellationToken).AsTask();

    private static BroadcastId Parsed(string id) => BroadcastId.TryParse(id, out var parsed) ? parsed : throw new FormatException(id);

    private static string[] Ids(BroadcastChannel host) =>
        [.. Enumerable.Range((int)host.Oldest, (int)(host.Head - host.Oldest + 1)).Select(sequence => host.Log.View!.FrameOf(sequence)!.Id!)];

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
