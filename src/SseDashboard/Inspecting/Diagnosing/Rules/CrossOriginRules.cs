using System.Globalization;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// <c>cors-missing</c>: what a browser misses in a response that the host could read (Fetch Standard, section 4.10, "CORS check"),
/// and in the answer to its preflight (section 4.8).
/// </summary>
internal static class CrossOriginRules
{
    private const string Allow = "Access-Control-Allow-Origin";
    private const string Credentials = "Access-Control-Allow-Credentials";

    public static IEnumerable<Finding> Of(Examination connection)
    {
        var request = connection.Seen.Request;
        if (connection.Context.Origin is not { } origin || origin == (connection.Seen.Head?.Url ?? request.Url).GetLeftPart(UriPartial.Authority))
            yield break;
        // The browser asks first, and does not send the request if the answer does not allow it.
        if (connection.Context.Preflight is { Head: { } answer } asked
            && PreflightAnswer.Missing(answer, request, origin, connection.Context.WithCredentials) is { } missing)
        {
            if (!connection.IsBeside)
                yield return AtPreflight(request, origin, asked, missing);
        }
        else if (request.Way == ObservedWay.Host && connection.Seen.Head is { } head && Missing(head, origin, connection.Context.WithCredentials) is var (what, need))
        {
            yield return AtResponse(connection, origin, what, need);
        }
    }

    /// <summary>What a response misses for a page of this origin, and the headers it needs; <see langword="null"/> for nothing.</summary>
    public static (string What, string Need)? Missing(ObservedHead head, string origin, bool withCredentials)
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

    private static Finding AtResponse(Examination connection, string origin, string what, string need)
    {
        var request = connection.Seen.Request;
        string[] preflighted = [.. Preflighted(request)];
        return new(
            "cors-missing", connection.IsBeside ? Severity.Error : Severity.Note,
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

    private static Finding AtPreflight(ObservedRequest request, string origin, ObservationSnapshot asked, string missing) => new(
        "cors-missing", Severity.Error,
        $"A page of {origin} may not send this {request.Method}: in the answer to OPTIONS, {missing}.",
        [
            $"Because of {Words.List(Preflighted(request))}, the browser asks with OPTIONS first.",
            string.Create(CultureInfo.InvariantCulture, $"The answer to OPTIONS: status {asked.Head!.Status}"),
            .. asked.Head.Headers.Where(header => header.Name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)).Select(header => $"{header.Name}: {Words.Quote(header.Value)}"),
            $"Seen by the host, which sent OPTIONS with Origin: {origin}, as the browser does.",
        ],
        $"Answer OPTIONS at this address with a status from 200 to 299, {Allow}: {origin}, and Access-Control-Allow-Methods and Access-Control-Allow-Headers for this request. The answer to the request itself needs {Allow} too.",
        LessonPaths.Between);

    private static IEnumerable<string> Preflighted(ObservedRequest request) =>
    [
        .. Preflight.IsSafe(request.Method) ? Array.Empty<string>() : [request.Method],
        .. Preflight.UnsafeHeaders(request).Select(header =>
            header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) ? $"Content-Type: {Words.Quote(header.Value)}" : header.Name),
    ];
}
