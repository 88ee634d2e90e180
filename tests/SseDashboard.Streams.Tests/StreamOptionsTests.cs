using Microsoft.Extensions.Options;

namespace SseDashboard.Streams.Tests;

public class StreamOptionsTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "HeartbeatInterval", "-00:00:01" },
        { "HeartbeatInterval", "15" },
        { "HeartbeatInterval", "soon" },
        { "MaxLifetime", "30" },
        { "LifetimeJitter", "1" },
        { "LifetimeJitter", "NaN" },
        { "WriteTimeout", "00:00:00" },
        { "ReconnectionInterval", "-00:00:01" },
        { "ClockInterval", "00:01:00" },
        { "RetryAfter", "00:00:00" },
        { "MaxConnections", "0" },
        { "MaxConnectionsPerAddress", "0" },
        { "MaxPublicShare", "0" },
        { "MaxPublicShare", "1.1" },
        { "MaxQueuedFrames", "0" },
        { "MaxQueuedBytes", "1000" },
        { "ProducerTimeout", "00:00:00" },
        { "MaxHistoryEvents", "0" },
        { "MaxHistoryBytes", "1" },
        { "MaxEventBytes", "1" },
        { "MaxChannels", "0" },
        { "BroadcastThreads", "0" },
        { "MaxWatchers", "0" },
        { "MaxWatcherRecords", "1" },
        { "MaxWatcherBytes", "65535" },
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
        await using var host = await StreamHost.BroadcastAsync(("HeartbeatInterval", "0"), ("MaxLifetime", "0"));
        await using var client = await host.OpenAsync();
        var info = Assert.Single(host.Registry.Snapshot());
        Assert.Equal((null, null), (info.NextHeartbeat, info.RemainingLifetime));
    }
}
