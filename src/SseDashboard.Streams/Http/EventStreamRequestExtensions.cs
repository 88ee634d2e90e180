using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>Reads requests for event streams.</summary>
public static class EventStreamRequestExtensions
{
    /// <summary>
    /// The query parameter for a first connection: an <c>EventSource</c> sends the header only when it reconnects, and a page
    /// cannot set it.
    /// </summary>
    public const string LastEventIdParameter = "lastEventId";

    /// <summary>
    /// The id of the last event that the client received: the <c>Last-Event-ID</c> header, or else the query parameter
    /// <see cref="LastEventIdParameter"/>; <see langword="null"/> if both are absent or empty. A client sends the id's UTF-8 bytes (HTML Living Standard, section 9.2.4), and Kestrel decodes
    /// headers as UTF-8.
    /// </summary>
    public static string? GetLastEventId(this HttpRequest request)
    {
        string? id = request.Headers["Last-Event-ID"] is [{ } header, ..] ? header : null;
        if (string.IsNullOrEmpty(id))
            id = request.Query[LastEventIdParameter];
        return string.IsNullOrEmpty(id) ? null : id;
    }
}
