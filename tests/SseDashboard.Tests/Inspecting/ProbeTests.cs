using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Inspecting;
using SseDashboard.Relay;
using SseDashboard.Tests.Hosting;
using SseDashboard.Tests.Labs;

namespace SseDashboard.Tests.Inspecting;

/// <summary>The inspector's further requests, to faulty streams and healthy ones.</summary>
public sealed class ProbeTests : IAsyncDisposable
{
    private readonly FaultClient _client = new();
    private readonly InspectSession _session;

    public ProbeTests() => _session = new(
        (request, into, stop) => _client.Host.Services.GetRequiredService<RelayClient>().ObserveAsync(request, into, stop), new(), _client.Host.Clock, () => { });

    [Theory]
    [InlineData("none", 1)]
    [InlineData("replays-wrongly", 8, "replays-wrongly")]
    [InlineData("last-event-id-refused", 0, "last-event-id-refused")]
    public async Task Resuming_AskedOnce_TellsAServerThatCannotFromOneThatCan(string fault, int ticks, params string[] found)
    {
        await ConnectAsync(fault);
        Assert.Empty(Findings);
        _session.Probes.Ask(Probe.Resuming);
        await AnswerAsync(ticks);

        Assert.Equal(found, Findings.Select(finding => finding.Name));
        Assert.Equal("7", Assert.Single(_session.Probes.Asked).Observation.Request.LastEventId);
        Assert.Single(_session.Connections);
    }

    [Fact]
    public async Task Buffering_OfACompressedStream_ShowsThatCompressionHoldsItBack()
    {
        await ConnectAsync("compressed", isHeldBack: true);
        Assert.Equal(Severity.Warning, Assert.Single(Findings).Severity);
        _session.Probes.Ask(Probe.Buffering);
        await AnswerAsync(FaultClient.Ticks);

        var finding = Assert.Single(Findings);
        Assert.Equal(("compressed", Severity.Error), (finding.Name, finding.Severity));
        Assert.Equal("As requested: 9 blocks in 1 burst, the first after 1.75 s.", finding.Evidence[1]);
        Assert.Equal("With Accept-Encoding: identity: 9 blocks in 8 bursts, the first after 0.00 s.", finding.Evidence[2]);
    }

    [Fact]
    public async Task Buffering_OfAHealthyStream_FindsNothing()
    {
        await ConnectAsync("none");
        _session.Probes.Ask(Probe.Buffering);
        await AnswerAsync(FaultClient.Ticks);

        Assert.Empty(Findings);
        Assert.Contains("Buffering: asked for again without compression; 200, 9 events in 1.75 s.", _session.Findings!.LookedAt);
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _client.DisposeAsync();
    }

    private static bool IsAnswer(string looked) =>
        (looked.StartsWith("Resuming: asked", StringComparison.Ordinal) || looked.StartsWith("Buffering: asked", StringComparison.Ordinal))
        && !looked.Contains("so far", StringComparison.Ordinal) && !looked.Contains("no response yet", StringComparison.Ordinal);

    private IReadOnlyList<Finding> Findings => _session.Findings!.Findings;

    private async Task ConnectAsync(string fault, bool isHeldBack = false)
    {
        _session.Connect(new(new Uri(_client.Host.Http1, FaultClient.PathOf(fault)), "GET", [], null));
        await MoveAsync(FaultClient.Ticks, () => isHeldBack ? int.MaxValue : _session.Connection!.Snapshot.Counts.Events);
        await LookedAsync(() => !_session.IsOpen, $"{fault} ends");
        await LookedAsync(() => _session.Findings?.LookedAt[^1].StartsWith("The end, at", StringComparison.Ordinal) == true, $"the end of {fault} is diagnosed");
    }

    private async Task AnswerAsync(int ticks)
    {
        var probed = Assert.Single(_session.Probes.Asked).Observation;
        await MoveAsync(ticks, () => probed.Snapshot().Counts.Events);
        await LookedAsync(() => !_session.Probes.IsRunning, "the request ends");
        // The answer is said as it is so far until its end is diagnosed.
        await LookedAsync(() => _session.Findings!.LookedAt.Count(IsAnswer) == 1, "the answer is diagnosed");
    }

    // Moves the clock to each tick, once the one before has arrived.
    private async Task MoveAsync(int ticks, Func<long> arrived)
    {
        var start = _client.Host.Clock.GetUtcNow() - ManualClock.Start;
        for (int tick = 1; tick <= ticks; tick++)
        {
            if (tick > 1)
                await _client.Host.Clock.AdvanceToAsync(start + ((tick - 1) * TimeSpan.FromMilliseconds(250)));
            await LookedAsync(() => arrived() >= tick, $"tick {tick} arrives");
        }
    }

    private Task LookedAsync(Func<bool> condition, string what) => Wait.UntilAsync(
        () =>
        {
            _session.Look();
            return condition();
        },
        what);
}
