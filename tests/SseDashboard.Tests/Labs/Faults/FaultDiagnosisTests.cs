using SseDashboard.Labs;

namespace SseDashboard.Tests.Labs;

/// <summary>The host inspects each faulty stream over HTTP, and the diagnosis names its fault and nothing else.</summary>
public sealed class FaultDiagnosisTests
{
    private static readonly ObservedConnection Whole = new();
    private static readonly ObservedConnection HeldBack = new() { Seconds = 10, IsHeldBack = true };
    private static readonly ObservedConnection Answer = new() { Ticks = 0, Headers = [("Authorization", "Bearer secret")] };
    private static readonly ObservedConnection Second = new() { Seconds = 9, Ticks = 4 };

    // How a client meets the fault: in one connection, unless it shows otherwise only.
    private static readonly Dictionary<string, ObservedConnection[]> Sessions = new()
    {
        ["compressed"] = [HeldBack],
        ["buffered"] = [HeldBack],
        ["html-in-200"] = [Answer],
        ["json-in-200"] = [Answer],
        ["redirect-loses-headers"] = [Answer],
        ["split-utf8"] = [Whole with { PauseInTick = TimeSpan.FromMilliseconds(50) }],
        ["no-heartbeat"] = [Whole with { Silence = TimeSpan.FromSeconds(35) }],
        ["idle-cut"] = [Whole with { Ticks = 4, Silence = TimeSpan.FromSeconds(5) }],
        ["six-connections"] = [Whole with { StreamsOnOrigin = 7 }],
        ["reconnect-loop"] = [Second, Second with { LastEventId = 4 }, Second with { LastEventId = 8 }],
        ["last-event-id-refused"] = [Whole, Whole with { Ticks = 0, LastEventId = 3 }],
        ["replays-wrongly"] = [Whole, Whole with { LastEventId = 3 }],
    };

    // The others test a client's limits.
    public static TheoryData<string> Names => [.. FaultCatalog.All.Select(fault => fault.Name).Except(["none", "huge-event", "flood", "rubbish"])];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fault_Inspected_IsWhatTheDiagnosisNames(string fault)
    {
        await using var client = new FaultClient();

        Assert.Equal([fault], await client.DiagnoseAsync(fault, Sessions.GetValueOrDefault(fault, [Whole])));
    }

    [Fact]
    public async Task HealthyStream_Resumed_HasNoFinding()
    {
        await using var client = new FaultClient();

        Assert.Empty(await client.DiagnoseAsync("none", Whole, Whole with { Ticks = 5, LastEventId = 3 }));
    }

    [Fact]
    public async Task Rubbish_Inspected_IsNotUtf8()
    {
        await using var client = new FaultClient();

        Assert.Contains("invalid-utf8", await client.DiagnoseAsync("rubbish", Whole));
    }

    [Fact]
    public async Task HugeEvent_Inspected_HasNoFinding()
    {
        await using var client = new FaultClient();

        Assert.Empty(await client.DiagnoseAsync("huge-event", Whole));
    }
}
