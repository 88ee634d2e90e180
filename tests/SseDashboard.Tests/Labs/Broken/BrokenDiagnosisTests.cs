using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Inspecting;
using SseDashboard.Labs;
using SseDashboard.Learning.Lessons;
using SseDashboard.Observing;
using SseDashboard.Relay;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

/// <summary>The eight streams of the lesson, as the inspector sees them at their addresses: over HTTP, through the relay.</summary>
public sealed class BrokenDiagnosisTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static TheoryData<string> Names => [.. BrokenCases.Eight.Select(broken => broken.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Stream_Inspected_HasItsCauseAsTheWorstFinding(string name)
    {
        await using var client = new FaultClient();
        var page = new Uri($"http://127.0.0.1:{client.Host.Http1.Port}/");
        var visit = new BrokenVisit(client.Host.Services.GetRequiredService<BrokenStreams>(), page);
        var stream = visit.Streams.Single(one => one.Case.Name == name);
        List<Observation> session = [await ObserveAsync(client, stream, "")];
        if (name == BrokenCases.Twice)
            session.Add(await ObserveAsync(client, stream, "12"));

        var result = Diagnosis.Of(session, new(client.Host.Clock.GetUtcNow()) { Listeners = ["message"] });

        Assert.Equal([stream.Case.Fault], result.Findings.Select(finding => finding.Name));
    }

    // Moves the clock on from tick to tick, each time once the one before has arrived: so times are those of a quick network.
    private static async Task<Observation> ObserveAsync(FaultClient client, VisitedStream stream, string lastEventId)
    {
        var host = client.Host;
        ObservedHeader[] headers = lastEventId.Length > 0 ? [new("Last-Event-ID", lastEventId)] : [];
        var began = host.Clock.GetUtcNow() - ManualClock.Start;
        var observation = new Observation(new(stream.Url, "GET", headers, null, ObservedWay.Host), host.Clock.GetUtcNow(), new ObservingOptions());
        var relaying = host.Services.GetRequiredService<RelayClient>().ObserveAsync(new(stream.Url, "GET", headers, null), observation, host.HangGuard);
        bool isHidden = stream.Case.Fault is "buffered" or "content-type-wrong";
        bool isCut = stream.Case.Served.Ticks.IsCut;
        int ticks = isCut ? TickPlan.BeforeSilence : stream.Case.Seconds * TickPlan.PerSecond;
        for (int tick = 1; tick <= ticks; tick++)
        {
            if (tick > 1)
                await host.Clock.AdvanceToAsync(began + ((tick - 1) * Interval));
            // Once it has the last one, the stream ends.
            if (!isHidden && tick < ticks)
                await Wait.UntilAsync(() => observation.Snapshot().Counts.Events >= tick, $"tick {tick} arrives");
        }

        if (isCut)
        {
            await Wait.UntilAsync(() => observation.Snapshot().Counts.Events == ticks, "the last tick before the silence arrives");
            await host.Clock.AdvanceToAsync(began + ((ticks - 1) * Interval) + stream.Case.Served.Ticks.Silence);
        }

        await Wait.ForAsync(relaying, "the stream ends");
        return observation;
    }
}
