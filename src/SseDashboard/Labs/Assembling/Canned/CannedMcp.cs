using System.Globalization;
using static SseDashboard.Labs.CannedAnswer;

namespace SseDashboard.Labs;

/// <summary>The stream of an MCP tool call that reports its progress, in two revisions of the streamable HTTP transport.</summary>
internal static class CannedMcp
{
    private const int Steps = 10;
    private const int RequestId = 1;

    private static readonly object[] Content = [new { type = "text", text = Text }];

    /// <summary>
    /// Revision 2025-11-25: a session, an event without data whose id allows to resume from the beginning, an id for each event.
    /// </summary>
    public static CannedAnswer WithSession()
    {
        int id = 0;
        return new(
            [new("", Id: Next()), .. Messages().Select(message => Of(message, "message", Next()))],
            [Of(new { jsonrpc = "2.0", id = RequestId, result = new { content = Content, isError = false } }, "message", Next())],
            Of(Failed, "message", Next()));

        string Next() => string.Create(CultureInfo.InvariantCulture, $"stream-1_{id++}");
    }

    /// <summary>Revision 2026-07-28: no session and no ids; each result has a type, and names the server.</summary>
    public static CannedAnswer Stateless() => new(
        [.. Messages().Select(message => Of(message, "message"))],
        [
            Of(new
            {
                jsonrpc = "2.0",
                id = RequestId,
                result = new
                {
                    resultType = "complete",
                    content = Content,
                    isError = false,
                    _meta = new Dictionary<string, object> { ["io.modelcontextprotocol/serverInfo"] = new { name = "sse-dashboard", version = "1.0.0" } },
                },
            }, "message"),
        ],
        Of(Failed, "message"));

    private static object Failed => new { jsonrpc = "2.0", id = RequestId, error = new { code = -32603, message = "Internal error" } };

    private static IEnumerable<object> Messages() => Enumerable.Range(1, Steps).Select(progress => new
    {
        jsonrpc = "2.0",
        method = "notifications/progress",
        @params = new { progressToken = "call-1", progress, total = Steps, message = $"Step {progress}" },
    });
}
