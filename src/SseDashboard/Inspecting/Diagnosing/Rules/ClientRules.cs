using SseDashboard.Display;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary><c>unheard-type</c> and <c>six-connections</c>: what goes wrong in the client.</summary>
internal static class ClientRules
{
    private const int ConnectionsPerOrigin = 6;

    // How long the head of a response may take before something must be in the way.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IEnumerable<Finding> Of(Examination connection)
    {
        if (connection.Context.Listeners is { } listeners)
        {
            // The listener for lost connections hears an event of the type error too, which is a finding by itself.
            var unheard = connection.Events.GroupBy(block => block.Event!.Value.Type).Where(group => group.Key != "error" && !listeners.Contains(group.Key))
                .Select(group => (Type: group.Key, Events: group.Count())).ToArray();
            if (unheard.Length > 0)
                yield return Unheard(listeners, unheard);
        }

        if (Crowding(connection) is { } severity)
            yield return Crowded(connection, severity);
    }

    private static Finding Unheard(IReadOnlyCollection<string> listeners, (string Type, int Events)[] unheard) => new(
        "unheard-type", Severity.Warning,
        $"Events of the type {Words.List(unheard.Select(one => Words.Quote(one.Type)))} have no listener, so the page never sees them.",
        [
            .. unheard.Take(5).Select(one => $"{Words.Quote(one.Type)}: {Quantity.Of(one.Events, "event")}{SameButCase(listeners, one.Type)}"),
            $"Listeners: {(listeners.Count == 0 ? "none" : Words.List(listeners.Select(listener => Words.Quote(listener)), atMost: 20))}",
        ],
        "In the client, call addEventListener with exactly this type; onmessage hears only message. Or leave the event field out on the server.",
        LessonPaths.Listeners);

    private static string SameButCase(IReadOnlyCollection<string> listeners, string type) =>
        listeners.FirstOrDefault(listener => listener.Equals(type, StringComparison.OrdinalIgnoreCase)) is { } other ? $"; {Words.Quote(other)} differs in case" : "";

    // The limit is the browser's, and HTTP/2 has none like it.
    private static Severity? Crowding(Examination connection)
    {
        int streams = StreamsOn(connection);
        if (connection.IsBeside)
            return null;
        if (connection.Seen.Head is { } head)
            return streams > 1 && head.Protocol.StartsWith("HTTP/1", StringComparison.OrdinalIgnoreCase) ? streams < ConnectionsPerOrigin ? Severity.Note : Severity.Error : null;
        bool isWaiting = connection.Seen is { End: null, FirstArrival: null, Request.Way: not ObservedWay.Host } && connection.Until - connection.Seen.StartedAt >= Patience;
        return isWaiting && streams > ConnectionsPerOrigin ? Severity.Error : null;
    }

    private static int StreamsOn(Examination connection) => Math.Max(connection.Context.StreamsOnOrigin, connection.Seen.StreamsOnOrigin);

    private static Finding Crowded(Examination connection, Severity severity) => new(
        "six-connections", severity,
        $"This origin has {StreamsOn(connection)} open streams, and over HTTP/1.1 a browser opens at most {ConnectionsPerOrigin} connections per origin.",
        [
            connection.Seen.Head is { } head ? $"Protocol: {head.Protocol}" : $"No response for {Words.Seconds(connection.Until - connection.Seen.StartedAt)}, and no error: the request is waiting for a connection.",
            $"Origin: {(connection.Seen.Head?.Url ?? connection.Seen.Request.Url).GetLeftPart(UriPartial.Authority)}",
        ],
        "Serve the stream over HTTP/2 or HTTP/3, which browsers use only over https, or share one stream between tabs (a SharedWorker, or a BroadcastChannel). Beyond six, streams and all other requests wait without an error.",
        LessonPaths.Connections);
}
