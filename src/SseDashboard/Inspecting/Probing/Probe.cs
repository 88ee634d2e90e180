using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>A question that one connection cannot answer, and a further request can.</summary>
public enum Probe
{
    /// <summary>Does the server resume? The request is made again with <c>Last-Event-ID</c>.</summary>
    Resuming,

    /// <summary>Does something hold events back? The request is made again in such a way that nothing compresses the response.</summary>
    Buffering,
}

/// <summary>A further request, and what came of it.</summary>
/// <param name="Probe">The question.</param>
/// <param name="Observation">The request and its response.</param>
public sealed record ProbedConnection(Probe Probe, Observation Observation);
