using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>The way to the final response, and its status: <c>redirect-loses-headers</c> and <c>not-200</c>.</summary>
internal static class StatusRules
{
    public static IEnumerable<Finding> Of(Examination connection)
    {
        var lossy = connection.Seen.Redirects.FirstOrDefault(redirect => redirect.HeadersDropped.Count > 0);
        if (lossy is not null)
            yield return Redirect(lossy);
        if (connection.Seen.Head is not { } head || head.Status == StatusCodes.Status200OK)
            yield break;
        // 401 and 403 follow from the lost credentials. 204 is how a server ends a client's reconnects.
        bool isExplained = head.Status switch
        {
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => lossy is not null,
            StatusCodes.Status204NoContent => connection.Earlier.Any(earlier => earlier.IsStream),
            _ => false,
        };
        if (!isExplained)
            yield return Not200(connection, head);
    }

    private static Finding Redirect(ObservedRedirect redirect) => new(
        "redirect-loses-headers", Severity.Error,
        $"A redirect drops headers of the request: {Words.List(redirect.HeadersDropped)}.",
        [
            $"{redirect.Status} from {Secrets.Mask($"{redirect.From}")} to {Secrets.Mask($"{redirect.To}")}",
            $"Not sent again: {Words.List(redirect.HeadersDropped, atMost: 20)}.",
        ],
        "Use the final address in the client. On the server, redirect within one origin, with 307 or 308, or proxy the request instead: clients remove credentials at a redirect to another origin, and 301, 302 and 303 turn a POST into a GET without a body.",
        LessonPaths.Broken);

    private static Finding Not200(Examination connection, ObservedHead head)
    {
        string reason = ReasonPhrases.GetReasonPhrase(head.Status);
        return new(
            "not-200", head.Status == StatusCodes.Status204NoContent ? Severity.Warning : Severity.Error,
            head.Status == StatusCodes.Status204NoContent
                ? "The status is 204 No Content, which tells an EventSource to stop and not to reconnect."
                : $"The status is {head.Status} {reason}".TrimEnd() + ", but EventSource accepts only 200.",
            [.. new[] { $"Status {head.Status}, from {Secrets.Mask($"{head.Url}")}" }, .. Details(connection, head)],
            Change(head.Status),
            LessonPaths.Broken);
    }

    private static IEnumerable<string> Details(Examination connection, ObservedHead head)
    {
        foreach (string name in new[] { "WWW-Authenticate", "Location", "Retry-After", "Allow" })
        {
            if (head.Headers.Find(name) is not null)
                yield return connection.Header(name);
        }

        if (!connection.Seen.BodyStart.IsEmpty)
            yield return string.Create(CultureInfo.InvariantCulture, $"Body, {connection.Seen.Counts.Bytes:N0} bytes: {Words.Quote(connection.Seen.BodyStart.Span)}");
    }

    private static string Change(int status) => status switch
    {
        204 => "Answer 200 with Content-Type: text/event-stream while there is something to stream. 204 is right only to make clients stop.",
        401 or 403 => "EventSource cannot send an Authorization header: accept a cookie or a short-lived token in the URL, or read the stream with fetch.",
        404 or 410 => "Check the path, and the proxy's rewrite rules. EventSource does not try again after this status.",
        405 => "EventSource always sends GET: route GET to the stream, or read it with fetch and the right method.",
        406 => "Accept the request header Accept: text/event-stream.",
        429 or >= 500 => "EventSource does not try again after this status. To have it retry, answer 200 with Content-Type: text/event-stream, send a retry field, and end the response.",
        >= 300 and < 400 => "Redirect with 301, 302, 303, 307 or 308 and a Location header, which are followed, or answer 200.",
        _ => "Answer 200 with Content-Type: text/event-stream. EventSource does not try again after any other status.",
    };
}
