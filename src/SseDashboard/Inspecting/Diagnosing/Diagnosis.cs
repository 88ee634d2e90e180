using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>Says what is wrong with a stream, from what its connections showed.</summary>
public static class Diagnosis
{
    // Rules over one connection. Those about the body come after those about the head.
    private static readonly Func<Examination, IEnumerable<Finding>>[] OfConnection =
    [
        FailureRules.Of,
        StatusRules.Of,
        ContentTypeRules.Of,
        CrossOriginRules.Of,
        BufferRules.Of,
        SilenceRules.Of,
        LineRules.Of,
        Utf8Rules.Of,
        BlockEndRules.Of,
        IdRules.Of,
        DataRules.Of,
        ClientRules.Of,
    ];

    private static readonly Func<IReadOnlyList<Examination>, IEnumerable<Finding>>[] OfSession = [EndMarkRules.Of, LoopRules.Of];

    // What each finding causes, and what therefore is not worth a finding of its own.
    private static readonly Dictionary<string, string[]> Consequences = new()
    {
        ["html-in-200"] = ["no-response", "no-field-name", "unfinished-block", "no-end-mark"],
        ["json-in-200"] = ["no-response", "no-field-name", "unfinished-block", "no-end-mark"],
        ["compressed"] = ["buffered", "no-heartbeat", "split-utf8"],
        ["buffered"] = ["no-heartbeat", "split-utf8"],
        ["idle-cut"] = ["cut", "no-heartbeat", "reconnect-loop", "unfinished-block", "no-end-mark"],
        ["cut"] = ["unfinished-block", "no-end-mark"],
        ["reconnect-loop"] = ["cut", "no-end-mark"],
        ["unfinished-block"] = ["no-end-mark"],
        ["error-event"] = ["no-end-mark"],
        ["ids-repeat"] = ["replays-wrongly"],
        ["last-event-id-refused"] = ["not-200"],
        // What the browser hides, and the host has seen.
        ["cors-missing"] = ["no-response"],
        ["not-200"] = ["no-response"],
        ["content-type-wrong"] = ["no-response"],
        ["content-type-missing"] = ["no-response"],
    };

    /// <summary>Diagnoses one connection.</summary>
    /// <param name="observation">The connection.</param>
    /// <param name="context">What is known beside it.</param>
    public static DiagnosisResult Of(Observation observation, DiagnosisContext context) => Of([observation], context);

    /// <summary>Diagnoses a session: a connection and the reconnects after it.</summary>
    /// <param name="session">The connections, the oldest first.</param>
    /// <param name="context">What is known beside them.</param>
    public static DiagnosisResult Of(IReadOnlyList<Observation> session, DiagnosisContext context)
    {
        var connections = new List<Examination>();
        foreach (var observation in session)
            connections.Add(new(observation.Snapshot(), context, [.. connections]));
        var probes = context.Probes.ToLookup(probed => probed.Probe, probed => new Examination(probed.Observation.Snapshot(), context, connections));
        var found = new Dictionary<string, (Finding Finding, int Connections)>();
        // What the host saw says more than what the browser shows.
        foreach (var connection in connections.OrderBy(connection => connection.IsBeside))
        {
            foreach (var finding in OfConnection.SelectMany(rule => rule(connection)).DistinctBy(finding => finding.Name))
            {
                found[finding.Name] = connection.IsBeside
                    ? (finding with { Evidence = [.. finding.Evidence, SeenByHost(connection)] }, 1)
                    : (finding, found.GetValueOrDefault(finding.Name).Connections + 1);
            }
        }

        Examination[] own = [.. connections.Where(connection => !connection.IsBeside)];
        IEnumerable<Finding> ofSession =
        [
            .. OfSession.SelectMany(rule => rule(own)),
            .. ResumeRules.Of([.. own, .. probes[Probe.Resuming]]),
            .. probes[Probe.Buffering].SelectMany(probe => BufferComparison.Of(own[^1], probe)),
        ];
        foreach (var finding in ofSession)
            found[finding.Name] = (finding, 1);

        // What clients must only be prepared for causes nothing.
        var causes = found.Values.Select(one => one.Finding).Where(finding => finding.Severity != Severity.Note);
        foreach (string name in causes.SelectMany(cause => Consequences.GetValueOrDefault(cause.Name, [])).ToArray())
            found.Remove(name);
        return new(
            [.. found.Values.Select(one => Repeated(one.Finding, one.Connections)).OrderBy(finding => finding.Severity)],
            [.. LookedAt.Of(own, [.. probes[Probe.Resuming]], [.. probes[Probe.Buffering]]), .. connections.Where(connection => connection.IsBeside).Select(LookedAt.OfHost)]);
    }

    private static string SeenByHost(Examination connection) =>
        $"Seen by the host, which sent the same {connection.Seen.Request.Method}{(connection.Seen.Request.Headers.Find("Origin") is { } origin ? $" with Origin: {origin}" : "")}, without the browser's cookies.";

    private static Finding Repeated(Finding finding, int connections) => connections == 1
        ? finding
        : finding with { Evidence = [.. finding.Evidence, $"The same in {connections} connections; this is the last of them."] };
}
