using Microsoft.Extensions.Options;

namespace SseDashboard.Streams.Tests;

public class StreamOptionsTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "Heartbeat", "-00:00:01" },
        { "Heartbeat", "15" },
        { "Heartbeat", "soon" },
        { "Lifetime", "30" },
        { "LifetimeSpread", "1" },
        { "LifetimeSpread", "NaN" },
        { "WriteTimeout", "00:00:00" },
        { "Retry", "-00:00:01" },
        { "Tick", "00:01:00" },
        { "RetryAfter", "00:00:00" },
        { "Connections", "0" },
        { "ConnectionsPerAddress", "0" },
        { "OpenShare", "0" },
        { "OpenShare", "1.1" },
        { "FramesAhead", "0" },
        { "BytesAhead", "1000" },
        { "ProducerTimeout", "00:00:00" },
        { "History", "0" },
        { "HistoryBytes", "1" },
        { "LargestEvent", "1" },
        { "Channels", "0" },
        { "Pumps", "0" },
        { "Watchers", "0" },
        { "WatcherQueue", "1" },
        { "WatcherBytes", "65535" },
        { "Hartbeat", "00:00:10" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Start_WrongOption_FailsAndNamesTheKey(string key, string value)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StreamHost.BroadcastAsync((key, value)));
        Assert.Contains($"Streams:{key}", error.Message);
    }

    [Fact]
    public void Defaults_AreValid() => Assert.True(new StreamOptionsValidation().Validate(null, new()).Succeeded);

    [Fact]
    public async Task Start_ZeroTimes_TurnHeartbeatAndLifetimeOff()
    {
        await using var host = await StreamHost.BroadcastAsync(("Heartbeat", "0"), ("Lifetime", "0"));
        await using var client = await host.OpenAsync();
        var info = Assert.Single(host.Registry.Snapshot());
        Assert.Equal((null, null), (info.NextHeartbeat, info.RemainingLifetime));
    }
}
