using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>A stream that is healthy in every respect but one.</summary>
/// <param name="Name">Its name, in its address.</param>
/// <param name="Wrong">What is wrong, as a sentence.</param>
/// <param name="Symptom">What a client sees of it.</param>
internal sealed record Fault(string Name, string Wrong, string Symptom)
{
    /// <summary>The path of the list; the faults are below it.</summary>
    public const string Root = "labs/fault";

    /// <summary>Its path, relative to the host's base.</summary>
    public string Path => $"{Root}/{Name}";

    /// <summary>The options of <c>curl</c> that show the fault.</summary>
    public string CurlOptions { get; init; } = "-N";

    /// <summary>The query that shows the fault, with its question mark; empty if none is needed.</summary>
    public string Query { get; init; } = "";

    /// <summary>How long all of its ticks take without <c>?seconds=</c>.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>Answers without a stream; <see langword="null"/> from it for the stream.</summary>
    public Func<HttpContext, IResult?>? Answer { get; init; }

    /// <summary>Which events the stream has.</summary>
    public TickPlan Ticks { get; init; } = new();

    /// <summary>The stream's own heartbeat and reconnection time.</summary>
    public StreamSettings? Settings { get; init; }

    /// <summary>Changes the head of the response just before it is sent.</summary>
    public Action<HttpContext, FaultRequest>? ChangeHead { get; init; }

    /// <summary>Changes the bytes of the body; <see langword="null"/> from it for none of them.</summary>
    public Func<HttpContext, FaultOptions, BodyFault?>? ChangeBody { get; init; }

    /// <summary>Whether a page of the host's other loopback name may read it.</summary>
    public bool AllowsOtherOrigin { get; init; } = true;

    /// <summary>Whether it is a load at <see cref="FaultOptions.FloodRate"/> instead of ticks.</summary>
    public bool IsFlood { get; init; }

    /// <summary>How the list shows it.</summary>
    /// <param name="host">The host's base address, with a slash at its end.</param>
    public ListedFault ListedAt(string host) => new(Name, Wrong, Symptom, $"{host}{Path}{Query}", $"curl {CurlOptions} '{host}{Path}{Query}'");
}

/// <summary>Faults of one kind.</summary>
/// <param name="Title">What they have in common.</param>
/// <param name="Faults">The faults.</param>
internal sealed record FaultGroup(string Title, IReadOnlyList<Fault> Faults);
