using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Inspecting;

/// <summary>The requests of probes: those of the connection, with other headers.</summary>
internal static class ProbeRequests
{
    // What a client can say about compression, to the server and to proxies on the way (RFC 9110, section 12.5.3; RFC 9111, section
    // 5.2.1.6). No request header turns off a buffer by itself.
    private static readonly ObservedHeader[] Uncompressed = [new("Accept-Encoding", "identity"), new("Cache-Control", "no-cache, no-transform")];

    /// <summary>Why a question cannot be asked, as a sentence; <see langword="null"/> if it can.</summary>
    /// <param name="probe">The question.</param>
    /// <param name="seen">The connection that it is about; <see langword="null"/> if there is none.</param>
    public static string? WhyNot(Probe probe, ObservationSnapshot? seen) => seen switch
    {
        not { Head.IsEventStream: true } => "There is no event stream to check.",
        { Request.Way: not ObservedWay.Host } => "Only this host can ask again. Connect through it first.",
        { Request.Method: not "GET" } => $"Only a GET is made again: another {seen.Request.Method} may change something, or cost money.",
        _ => probe == Probe.Resuming && IdOf(seen) is null ? "No event has an id yet, so there is nothing to resume from." : null,
    };

    /// <summary>The request that asks a question.</summary>
    public static RelayRequest Of(Probe probe, ObservationSnapshot seen)
    {
        ObservedHeader[] headers = probe == Probe.Resuming ? [new("Last-Event-ID", IdOf(seen)!)] : Uncompressed;
        var others = seen.Request.Headers.Where(header => headers.All(own => !own.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase)));
        return new(seen.Request.Url, seen.Request.Method, [.. others, .. headers], seen.Request.Body);
    }

    // The last id but one, so that one event is known which must follow. After the last one, a server that leaves events out would
    // not be noticed.
    private static string? IdOf(ObservationSnapshot seen) => seen.Blocks.Reverse()
        .Where(block => block.Event is not null && block.LastEventId.Length > 0).Select(block => block.LastEventId).Distinct().Take(2).LastOrDefault();
}
