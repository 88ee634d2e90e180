using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>Where a client left off: the id of the last event it dispatched.</summary>
/// <param name="Epoch">The epoch of the channel then; empty if the id is none of ours.</param>
/// <param name="Sequence">The place in its history.</param>
internal readonly record struct ResumePoint(string Epoch, long Sequence)
{
    /// <summary>The query parameter for a first connection, for which an EventSource sends no header.</summary>
    public const string Parameter = "lastEventId";

    /// <summary>The resume point of a request: the header, or else the query; none if both are absent or empty.</summary>
    public static ResumePoint? Of(HttpRequest request)
    {
        string? id = EventStream.LastEventIdOf(request);
        return id is null ? null : Parse(id);
    }

    /// <summary>
    /// The <c>Last-Event-ID</c> header. A client sends the id's UTF-8 bytes (HTML Living Standard, section 9.2.4), and Kestrel
    /// reads headers as UTF-8.
    /// </summary>
    public static string? Header(HttpRequest request) => request.Headers["Last-Event-ID"] is [{ } id, ..] ? id : null;

    /// <summary>Reads <c>epoch-sequence</c>; anything else belongs to no epoch, so that nothing wrong is replayed.</summary>
    public static ResumePoint Parse(string id)
    {
        int hyphen = id.LastIndexOf('-');
        return hyphen > 0
            && long.TryParse(id.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
                ? new(id[..hyphen], sequence)
                : new("", 0);
    }
}
