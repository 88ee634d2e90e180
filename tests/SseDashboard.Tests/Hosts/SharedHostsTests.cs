using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Hosts;

namespace SseDashboard.Tests.Hosts;

/// <summary>What a host keeps of the others' reports.</summary>
public sealed class SharedHostsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Host_WithoutAnAnswerOfRedis_AgesAndIsForgotten()
    {
        var hosts = new SharedHosts(_clock, Options.Create(new HostsOptions()));
        hosts.Begin();
        hosts.Answer(new([new("a", false, TimeSpan.FromSeconds(1), null), new("b", true, TimeSpan.Zero, null)], null, false));
        hosts.Fail("Redis is away.");

        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal([4, 3], hosts.Look()!.All.Select(host => (int)host.Silence.TotalSeconds));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["b"], hosts.Look()!.All.Select(host => host.Id));
        Assert.Equal("Redis is away.", hosts.Look()!.Trouble);
    }

    [Fact]
    public void Report_AsJson_IsReadAgain()
    {
        var report = new HostReport("one", "http://127.0.0.1:1", TimeSpan.FromMinutes(1), 3, 1, [new("news", 2, 7, 1)], 4);

        var read = HostReport.Read(report.ToString())!;

        Assert.Equal(report.Channels, read.Channels);
        Assert.Equal(report, read with { Channels = report.Channels });
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":null,"address":"","uptime":"00:01:00","streams":1,"pages":1,"channels":[],"otherChannels":0}""")]
    public void Report_OfAnotherVersion_IsNotRead(string text) => Assert.Null(HostReport.Read(text));

    [Fact]
    public void Lag_WithinAnEpoch_IsTheDifference()
    {
        Assert.Equal(3, ChannelReport.LagOf(("e", 4), ("e", 7)));
        // What arrived while the log answered.
        Assert.Equal(0, ChannelReport.LagOf(("e", 8), ("e", 7)));
        Assert.Null(ChannelReport.LagOf(("e", 7), ("f", 7)));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Host_WithoutAReportForTwoIntervals_IsLate(int seconds, bool isLate)
    {
        var hosts = new SharedHosts(_clock, Options.Create(new HostsOptions { ReportInterval = TimeSpan.FromSeconds(5), ForgetAfter = TimeSpan.FromMinutes(1) }));
        hosts.Answer(new([new("a", false, TimeSpan.FromSeconds(seconds), null)], null, false));

        Assert.Equal((isLate, isLate ? "10 s ago" : "now"), (hosts.Look()!.All[0].IsLate, HostWords.LastReport(hosts.Look()!.All[0])));
    }

    [Theory]
    [InlineData("http://[::]:8080")]
    [InlineData("http://0.0.0.0:8080")]
    public void Address_OfAllInterfaces_NamesTheMachine(string address) =>
        Assert.Equal($"http://{Environment.MachineName}:8080", HostMeter.Address(address));

    [Theory]
    [InlineData("Redis at a.example:6379 is full, so it takes no events.", "Redis is full, so it takes no events.")]
    [InlineData("Redis at a:1, 10.0.0.1:2, [::1]:3 cannot be reached. Start it, or correct Broadcast:Redis.", "Redis cannot be reached. Start it, or correct Broadcast:Redis.")]
    public void Trouble_ForProbes_HasNoAddresses(string trouble, string shown) => Assert.Equal(shown, HostsHealth.WithoutAddresses(trouble));
}
