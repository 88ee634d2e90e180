using SseDashboard.Inspecting;
using SseDashboard.Observing;
using SseDashboard.Tests.Hosting;
using SseDashboard.Tests.Inspecting;

namespace SseDashboard.Tests.Labs;

/// <summary>One connection to a faulty stream, and when the clock moves.</summary>
internal sealed record ObservedConnection
{
    /// <summary>The length of the stream, at four ticks a second.</summary>
    public int Seconds { get; init; } = 2;

    /// <summary>How many ticks this connection has; without a value, all of the stream's.</summary>
    public int? Ticks { get; init; }

    public int? LastEventId { get; init; }

    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>The silence after the fourth tick.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>A pause within each tick.</summary>
    public TimeSpan PauseInTick { get; init; }

    /// <summary>Whether something on the way holds the bytes back, so that no tick arrives by itself.</summary>
    public bool IsHeldBack { get; init; }

    public int StreamsOnOrigin { get; init; } = 1;

    public int AllTicks => Ticks ?? (4 * Seconds);

    public (string Name, string Value)[] AllHeaders =>
        LastEventId is { } id ? [.. Headers, ("Last-Event-ID", $"{id}")] : Headers;
}

/// <summary>Inspects faulty streams through the relay.</summary>
internal static class FaultInspection
{
    private const int BeforeSilence = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The names of the findings in a session of these connections, by a page of another origin that hears messages only.</summary>
    public static async Task<string[]> DiagnoseAsync(this FaultClient client, string fault, params ObservedConnection[] session)
    {
        var observed = new List<Observation>();
        foreach (var connection in session)
            observed.Add(await ObserveAsync(client, fault, connection));
        var result = Diagnosis.Of(observed, new(client.Host.Clock.GetUtcNow())
        {
            Origin = OriginOf(client),
            Listeners = ["message"],
            StreamsOnOrigin = session[0].StreamsOnOrigin,
        });
        return [.. result.Findings.Select(finding => finding.Name)];
    }

    private static async Task<Observation> ObserveAsync(FaultClient client, string fault, ObservedConnection connection)
    {
        var clock = client.Host.Clock;
        var start = clock.GetUtcNow() - ManualClock.Start;
        await using var stream = RelayedStream.Open(
            client.Host, $"/labs/fault/{fault}?seconds={connection.Seconds}", [("Origin", OriginOf(client)), .. connection.AllHeaders]);
        for (int tick = 1; tick <= connection.AllTicks; tick++)
        {
            var at = start + DueOf(tick, connection.Silence);
            if (tick > 1)
                await clock.AdvanceToAsync(at);
            if (connection.PauseInTick > TimeSpan.Zero)
                await clock.AdvanceToAsync(at + connection.PauseInTick);
            if (!connection.IsHeldBack)
                await stream.ArrivedAsync(tick);
        }

        // The silence at the end of a connection.
        if (connection.AllTicks == BeforeSilence && connection.Silence > TimeSpan.Zero)
            await clock.AdvanceToAsync(start + DueOf(BeforeSilence + 1, connection.Silence));
        await stream.EndAsync();
        return stream.Seen;
    }

    // The silence takes the place of an interval.
    private static TimeSpan DueOf(int tick, TimeSpan silence) =>
        tick > BeforeSilence && silence > TimeSpan.Zero ? ((tick - 2) * Interval) + silence : (tick - 1) * Interval;

    private static string OriginOf(FaultClient client) => $"http://localhost:{client.Host.Http1.Port}";
}
