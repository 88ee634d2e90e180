using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// What came with status 200 instead of a stream: <c>html-in-200</c>, <c>json-in-200</c>, <c>content-type-wrong</c> and
/// <c>content-type-missing</c> (HTML Living Standard, section 9.2.2).
/// </summary>
internal static class ContentTypeRules
{
    private const string Express = "In Express, res.writeHead(200, { \"Content-Type\": \"text/event-stream\" })";
    private const string AspNetCore = "in ASP.NET Core, Response.ContentType = \"text/event-stream\" before the first write";

    public static IEnumerable<Finding> Of(Examination connection)
    {
        if (connection.Seen.Head is not { Status: 200 } head)
            yield break;
        var finding = (connection.Body, head.MediaType) switch
        {
            (BodyKind.Html, _) => Html(connection),
            (BodyKind.Json, _) => Json(connection),
            (_, null) => Missing(connection),
            (_, "text/event-stream") => Charset(connection, head),
            _ => Wrong(connection, head.MediaType),
        };
        if (finding is not null)
            yield return finding;
    }

    private static Finding Html(Examination connection) => new(
        "html-in-200", Severity.Error,
        "The response is a web page with status 200, not an event stream.",
        [connection.Header("Content-Type"), Start(connection)],
        "Find what answers in place of the stream: a sign-in page, a single-page app's fallback for unknown paths, or a proxy's error page. "
        + "Exclude the stream's path from it (in nginx, give it its own location without try_files), and answer errors with a status of 400 or more.",
        LessonPaths.Broken);

    // MCP's streamable HTTP lets a server answer either way to a client that accepts both.
    private static Finding Json(Examination connection)
    {
        bool isAccepted = connection.Seen.Request.Headers.Find("Accept")?.Contains("application/json", StringComparison.OrdinalIgnoreCase) == true
            && connection.Seen.Head!.MediaType == "application/json" && !JsonErrors.IsError(connection.Seen.BodyStart.Span);
        return new(
            "json-in-200", isAccepted ? Severity.Note : Severity.Error,
            isAccepted
                ? "The server answered with one JSON document instead of a stream, which the request accepts."
                : "The response is one JSON document with status 200, not an event stream.",
            [connection.Header("Content-Type"), Start(connection)],
            isAccepted
                ? "Nothing, if the client handles both. To get a stream, leave application/json out of the Accept header."
                : "Answer an error with its status (400 or more), before the first event. If the server streams only on request, such as with \"stream\": true, ask for it.",
            LessonPaths.Broken);
    }

    private static Finding Missing(Examination connection) => new(
        "content-type-missing", Severity.Error,
        "The response has no Content-Type, so an EventSource closes the connection and does not reconnect.",
        [connection.Header("Content-Type"), .. StartIfAny(connection)],
        $"Send Content-Type: text/event-stream. {Express}; {AspNetCore}.",
        LessonPaths.Broken);

    private static Finding Wrong(Examination connection, string type) => new(
        "content-type-wrong", Severity.Error,
        connection.Body == BodyKind.JsonLines
            ? "The response is newline-delimited JSON, not an event stream: EventSource refuses it, and its lines are not events."
            : $"The Content-Type is {Words.Quote(type)}, so an EventSource closes the connection and does not reconnect.",
        [connection.Header("Content-Type"), .. StartIfAny(connection)],
        connection.Body == BodyKind.JsonLines
            ? "Read it with fetch, line by line, or write \"data: \" before and a blank line after each document and send Content-Type: text/event-stream."
            : $"Send Content-Type: text/event-stream. {Express}; {AspNetCore}.",
        LessonPaths.Broken);

    // The standard ignores the parameter, but Chromium fails the connection.
    private static Finding? Charset(Examination connection, ObservedHead head)
    {
        string[] parameters = head.Headers.Find("Content-Type")!.Split(';', StringSplitOptions.TrimEntries);
        string? charset = parameters.Skip(1).Where(parameter => parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => parameter["charset=".Length..].Trim('"', '\'')).FirstOrDefault();
        return charset is null or "" || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? null : new(
            "content-type-wrong", Severity.Error,
            $"The Content-Type names the charset {Words.Quote(charset)}: an event stream is always UTF-8, and Chromium fails the connection.",
            [connection.Header("Content-Type")],
            "Send Content-Type: text/event-stream without a charset, and encode the stream in UTF-8.",
            LessonPaths.Format);
    }

    private static IEnumerable<string> StartIfAny(Examination connection) =>
        connection.Seen.BodyStart.IsEmpty ? [] : [Start(connection)];

    private static string Start(Examination connection) => $"The body starts with: {Words.Quote(connection.Seen.BodyStart.Span)}";
}
