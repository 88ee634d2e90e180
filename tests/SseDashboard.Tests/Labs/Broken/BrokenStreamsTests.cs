using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Labs;

namespace SseDashboard.Tests.Labs;

/// <summary>How many addresses there are at most, and for how long.</summary>
public sealed class BrokenStreamsTests
{
    private static readonly Fault Fault = FaultCatalog.All.First();

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Address_Added_IsFoundAndLikeNoOther()
    {
        var streams = Streams(10);
        var (one, other) = (streams.Add(Fault), streams.Add(Fault));

        Assert.True(streams.TryFind(one.Token, out var found));
        Assert.Same(one, found);
        Assert.NotEqual(one.Token, other.Token);
        Assert.Matches("^labs/broken/[0-9a-f]{16}$", one.Path);
    }

    [Fact]
    public void Addresses_BeyondTheBound_ReplaceTheOneNotUsedForLongest()
    {
        var streams = Streams(3);
        BrokenStream[] added = [streams.Add(Fault), streams.Add(Fault), streams.Add(Fault)];
        Assert.True(streams.TryFind(added[0].Token, out _));
        Assert.Equal(0, streams.Replaced);

        streams.Add(Fault);

        Assert.Equal((3, 1L), (streams.Count, streams.Replaced));
        Assert.False(streams.TryFind(added[1].Token, out _), "The address that was not used for longest is still there.");
        Assert.True(streams.TryFind(added[0].Token, out _), "An address used since is gone.");
        Assert.True(streams.TryFind(added[2].Token, out _), "A newer address is gone.");
    }

    [Fact]
    public void Address_NotUsedForLonger_IsGone()
    {
        var streams = Streams(10);
        var (used, idle) = (streams.Add(Fault), streams.Add(Fault));
        _clock.Advance(TimeSpan.FromMinutes(60));
        Assert.True(streams.TryFind(used.Token, out _));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(streams.TryFind(idle.Token, out _), "An address is there after more than an hour without use.");
        Assert.True(streams.TryFind(used.Token, out _), "An address used a second ago is gone.");
        Assert.Equal((1, 0L), (streams.Count, streams.Replaced));
    }

    [Fact]
    public void Addresses_Expired_MakeRoomWithoutReplacingOthers()
    {
        var streams = Streams(1);
        streams.Add(Fault);
        _clock.Advance(TimeSpan.FromMinutes(61));

        streams.Add(Fault);

        Assert.Equal((1, 0L), (streams.Count, streams.Replaced));
    }

    private BrokenStreams Streams(int most) => new(new OptionsWrapper<BrokenLabOptions>(new() { MaxAddresses = most, MaxIdleMinutes = 60 }), _clock);
}
