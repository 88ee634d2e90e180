using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>Connections that failed: <c>no-response</c> and <c>cut</c>.</summary>
internal static class FailureRules
{
    public static IEnumerable<Finding> Of(Examination connection)
    {
        if (connection.Seen.End is not { Kind: ObservedEndKind.Failed } end)
            yield break;
        if (end.Failure == ObservedFailure.Cut && connection.Seen.Head is not null)
            yield return Cut(connection, end);
        else if (connection.Seen.Head is null && end.Failure is not (ObservedFailure.Forbidden or ObservedFailure.TooLarge))
            yield return NoResponse(connection, end);
    }

    private static Finding NoResponse(Examination connection, ObservedEnd end)
    {
        var (sentence, change) = (connection.Seen.Request.Way, end.Failure) switch
        {
            (_, ObservedFailure.Name) => ("The host name cannot be resolved.", "Check the spelling, and the DNS record of the host."),
            (_, ObservedFailure.Refused) => ("The server refuses the connection.", "Check that the server runs, and that it listens on this port and address."),
            (_, ObservedFailure.Tls) => ("TLS fails, so the request is never sent.", "Install a certificate for this host name that clients trust, with its intermediate certificates."),
            (_, ObservedFailure.Timeout) => ("The server does not answer in time.", "Send the headers as soon as the request is accepted, before the first event. A proxy that buffers or compresses may hold them back, too: in nginx, set proxy_buffering off and leave text/event-stream out of gzip_types."),
            (ObservedWay.Host, _) => ("The server sends no valid HTTP response.", "Check that this port speaks HTTP, and http or https as in the address."),
            _ => ("The browser cannot read the response, and does not say why.", "Make the same request through the host, which sees the response or the reason."),
        };
        return new("no-response", Severity.Error, sentence, [end.Reason ?? $"The request failed after {connection.Time(end.At)}."], change, LessonPaths.Broken);
    }

    private static Finding Cut(Examination connection, ObservedEnd end) => new(
        "cut", Severity.Error,
        "The connection broke in the middle of the response.",
        [$"It broke at {connection.Time(end.At)}, {(connection.Seen.LastArrival is null ? "before the first byte" : $"{Words.Seconds(connection.SilenceAtEnd)} after the last byte")}.", .. end.Reason is { } reason ? [reason] : Array.Empty<string>()],
        "Look in the server's log for an exception after the headers were sent, and in the proxy's for a timeout. End a stream by completing the response.",
        LessonPaths.Closing);
}
