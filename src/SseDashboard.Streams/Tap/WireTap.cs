using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>Reports one connection to its watcher. Called by one thread at a time.</summary>
internal sealed class WireTap(WireWatcher watcher, TimeProvider clock)
{
    private readonly int _connection = watcher.NextConnection();
    private readonly List<WireFrame> _written = [];
    private DateTimeOffset? _opening;

    public void Requested(HttpRequest request)
    {
        watcher.Report(new WireRequest(
            _connection,
            clock.GetUtcNow(),
            request.Method,
            request.Path.ToUriComponent() + Credentials.Mask(request.Query, WireTaps.Parameter),
            request.Protocol,
            Headers(request.Headers),
            request.GetLastEventId()));
    }

    /// <summary>The headers are about to be sent. The client may have them before their flush completes.</summary>
    public void Opening() => _opening = clock.GetUtcNow();

    public void Opened(HttpResponse response, long? backlog) =>
        watcher.Report(new WireResponse(_connection, _opening ?? clock.GetUtcNow(), response.StatusCode, Headers(response.Headers), backlog));

    public void Refused(HttpResponse response, RefusalReason reason)
    {
        Opened(response, null);
        watcher.Report(new WireRefusal(_connection, clock.GetUtcNow(), response.StatusCode, reason));
    }

    public void Written(EventFrame frame, bool isHeartbeat) =>
        _written.Add(new(_connection, clock.GetUtcNow(), frame, null, isHeartbeat));

    public void Flushed()
    {
        var now = clock.GetUtcNow();
        foreach (var frame in _written)
            watcher.Report(frame with { Flushed = now });
        _written.Clear();
    }

    public void Ended(StreamEnd reason)
    {
        foreach (var frame in _written)
            watcher.Report(frame);
        _written.Clear();
        watcher.Report(new WireEnd(_connection, clock.GetUtcNow(), reason));
    }

    private static List<WireHeader> Headers(IHeaderDictionary headers) =>
        [.. from header in headers from value in header.Value select Header(header.Key, value ?? "")];

    private static WireHeader Header(string name, string value) =>
        Credentials.IsField(name) ? new(name, "") { HiddenLength = value.Length } : new(name, value);
}
