using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// <c>cors-missing</c>: what a browser would miss in a response that the host could read (Fetch Standard, section 4.10, "CORS check").
/// </summary>
internal static class CrossOriginRules
{
    private const string Allow = "Access-Control-Allow-Origin";
    private const string Credentials = "Access-Control-Allow-Credentials";

    // Header names that need no preflight, as far as their values are safe as well.
    private static readonly HashSet<string> Safe = new(
        ["accept", "accept-language", "content-language", "content-type", "last-event-id", "cache-control", "origin", "user-agent", "accept-encoding", "host", "cookie"],
        StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<Finding> Of(Examination connection)
    {
        if (connection.Seen.Request.Way != ObservedWay.Host || connection.Seen.Head is not { } head
            || connection.Context.Origin is not { } origin || origin == head.Url.GetLeftPart(UriPartial.Authority))
        {
            yield break;
        }

        if (Missing(head, origin, connection.Context.WithCredentials) is var (what, need))
            yield return Finding(connection, origin, what, need);
    }

    private static (string What, string Need)? Missing(ObservedHead head, string origin, bool withCredentials)
    {
        string[] allowed = [.. head.Headers.Where(header => header.Name.Equals(Allow, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
        return allowed switch
        {
            [] => ($"{Allow} is missing", $"{Allow}: {origin}"),
            [_, _, ..] => ($"{Allow} appears {allowed.Length} times", $"a single {Allow}: {origin}"),
            ["*"] when withCredentials => ($"{Allow} is *, which does not allow cookies", $"{Allow}: {origin} and {Credentials}: true"),
            [var one] when one != "*" && one != origin => ($"{Allow} names another origin", $"{Allow}: {origin}"),
            _ when withCredentials && head.Headers.Find(Credentials) != "true" => ($"{Credentials} is missing", $"{Credentials}: true"),
            _ => null,
        };
    }

    private static Finding Finding(Examination connection, string origin, string what, string need)
    {
        string[] preflighted = [.. Preflighted(connection.Seen.Request)];
        return new(
            "cors-missing", Severity.Note,
            $"A page of {origin} cannot read this response: {what}.",
            [
                connection.Header(Allow),
                .. connection.Context.WithCredentials ? [connection.Header(Credentials)] : Array.Empty<string>(),
                .. preflighted.Length > 0 ? [$"Because of {Words.List(preflighted)}, a browser first sends a preflight request (OPTIONS)."] : Array.Empty<string>(),
            ],
            $"To let such a page read the stream, send {need} on every response, including redirects and errors, and Vary: Origin if the value depends on the request."
            + (preflighted.Length > 0 ? " Answer OPTIONS with Access-Control-Allow-Headers and Access-Control-Allow-Methods for this request." : ""),
            LessonPaths.Between);
    }

    private static IEnumerable<string> Preflighted(ObservedRequest request)
    {
        if (request.Method is not ("GET" or "HEAD" or "POST"))
            yield return request.Method;
        foreach (var header in request.Headers)
        {
            bool isJson = header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
                && header.Value.Split(';')[0].Trim().ToLowerInvariant() is not ("text/plain" or "application/x-www-form-urlencoded" or "multipart/form-data");
            if (isJson || !Safe.Contains(header.Name))
                yield return isJson ? $"Content-Type: {Words.Quote(header.Value)}" : header.Name;
        }
    }
}
