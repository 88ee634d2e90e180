using System.Text;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Diagnosing;

/// <summary>
/// A stream of ticks in which nothing is wrong: four a second, with ids that count and their times, then <c>[DONE]</c>. A test
/// changes one thing.
/// </summary>
internal sealed record Ticking
{
    public const double Interval = 0.25;

    /// <summary>When the request is made, in seconds.</summary>
    public double StartsAt { get; init; }

    public ObservedWay Way { get; init; } = ObservedWay.Host;

    public string Method { get; init; } = "GET";

    public (string Name, string Value)[] RequestHeaders { get; init; } = [];

    public ObservedRedirect[] Redirects { get; init; } = [];

    public int Status { get; init; } = 200;

    public string? Type { get; init; } = "text/event-stream";

    public string Protocol { get; init; } = "HTTP/2";

    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>The number of the first tick.</summary>
    public int First { get; init; } = 1;

    public int Ticks { get; init; } = 6;

    /// <summary>The bytes of a tick.</summary>
    public Func<int, string> Block { get; init; } = Tick;

    /// <summary>What is sent last; empty for nothing.</summary>
    public string EndMark { get; init; } = "data: [DONE]\n\n";

    /// <summary>How the connection ends; <see langword="null"/> if it stays open.</summary>
    public ObservedEndKind? End { get; init; } = ObservedEndKind.Completed;

    /// <summary>The silence before the end, in seconds.</summary>
    public double SilenceAtEnd { get; init; }

    /// <summary>A tick as a healthy stream sends it.</summary>
    public static string Tick(int number) => $"id: {number}\ndata: {Data(number)}\n\n";

    /// <summary>The data of a tick, with the time at which it is made.</summary>
    public static string Data(int number) =>
        $$"""{"tick":{{number}},"at":"{{Observed.At((number - 1) * Interval):yyyy-MM-ddTHH:mm:ss.fffZ}}"}""";

    /// <summary>The observation: each tick is a chunk.</summary>
    public Observation Observe()
    {
        var observation = Answered();
        double at = StartsAt;
        for (int number = First; number < First + Ticks; number++, at += Interval)
            observation.Received(Encoding.UTF8.GetBytes(Block(number)), Observed.At(at));
        observation.Received(Encoding.UTF8.GetBytes(EndMark), Observed.At(at));
        Ended(observation, EndMark.Length > 0 ? at : at - Interval);
        return observation;
    }

    /// <summary>The observation of chunks at their times, in seconds.</summary>
    public Observation Observe(params (double At, byte[] Bytes)[] chunks)
    {
        var observation = Answered();
        foreach (var (at, bytes) in chunks)
            observation.Received(bytes, Observed.At(at));
        Ended(observation, chunks is [.., var (last, _)] ? last : StartsAt);
        return observation;
    }

    /// <summary>The observation of chunks of text at their times, in seconds.</summary>
    public Observation Observe(params (double At, string Text)[] chunks) =>
        Observe([.. chunks.Select(chunk => (chunk.At, Encoding.UTF8.GetBytes(chunk.Text)))]);

    private Observation Answered()
    {
        ObservedRequest request = new(Observed.Url, Method, [.. RequestHeaders.Select(header => new ObservedHeader(header.Name, header.Value))], null, Way);
        var observation = new Observation(request, Observed.At(StartsAt), new());
        foreach (var redirect in Redirects)
            observation.Redirected(redirect);
        observation.Answered(Observed.Head(Status, Type, StartsAt, Headers) with { Protocol = Protocol });
        return observation;
    }

    private void Ended(Observation observation, double last)
    {
        if (End is { } kind)
            observation.Ended(new(kind, kind == ObservedEndKind.Failed ? ObservedFailure.Cut : null, null, Observed.At(last + SilenceAtEnd)));
    }
}

/// <summary>Diagnoses observations.</summary>
internal static class Diagnosed
{
    public static DiagnosisContext Now { get; } = new(Observed.At(60));

    public static IReadOnlyList<Finding> Findings(this Observation observation, DiagnosisContext? context = null) => Session(context, observation);

    public static IReadOnlyList<Finding> Session(params Observation[] session) => Session(null, session);

    public static IReadOnlyList<Finding> Session(DiagnosisContext? context, params Observation[] session) => Diagnosis.Of(session, context ?? Now).Findings;

    /// <summary>Asserts that exactly one thing is wrong, and returns it.</summary>
    public static Finding Only(this IReadOnlyList<Finding> findings, string name)
    {
        Assert.Equal([name], findings.Select(finding => finding.Name));
        Assert.False(string.IsNullOrEmpty(findings[0].Change));
        Assert.NotEmpty(findings[0].Evidence);
        Assert.EndsWith(".", findings[0].Sentence, StringComparison.Ordinal);
        return findings[0];
    }

    /// <summary>Asserts that nothing is wrong.</summary>
    public static void Nothing(this IReadOnlyList<Finding> findings) =>
        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings.Select(one => $"{one.Name}: {one.Sentence} {string.Join(" | ", one.Evidence)}")));
}
