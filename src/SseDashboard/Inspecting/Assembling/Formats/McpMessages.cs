using System.Text.Json;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// The Model Context Protocol: JSON-RPC messages, each whole. In every revision of its streamable HTTP transport the response to the
/// request ends the stream of a POST; a stream opened with GET, or by <c>subscriptions/listen</c>, has no end.
/// </summary>
internal sealed class McpMessages : FragmentFormat
{
    private readonly McpRevision _revision = new();
    private bool _isListening;

    public override string Name => "MCP";

    public override string? Recognise(FragmentEvent one) => Messages(one.Json).Any(message => message.Text("jsonrpc") == "2.0")
        ? $"{one.Title} is a JSON-RPC 2.0 message."
        : null;

    public override void Read(FragmentEvent one, AssembledText into)
    {
        foreach (var message in Messages(one.Json))
        {
            _revision.Look(one, message);
            ReadMessage(one, message, into);
        }

        into.Explain(_revision.Sentence);
    }

    public override string? MissingEnd(AssembledText text, ObservedRequest request) =>
        text.EndMark is null && request.Method == "POST" && !_isListening
            ? "The response ended without the JSON-RPC response to the request. A server of revision 2025-11-25 may close early and expect the client to come back with Last-Event-ID; in 2026-07-28 the request is lost."
            : null;

    // Revision 2025-03-26 allowed several in an array.
    private static JsonElement[] Messages(JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [json];

    private void ReadMessage(FragmentEvent one, JsonElement message, AssembledText into)
    {
        var parameters = message.Member("params") ?? default;
        switch (message.Text("method"))
        {
            case null:
                ReadResponse(one, message, into);
                break;
            case "notifications/progress":
                string total = parameters.Member("total") is { } of ? $" of {of.GetRawText()}" : "";
                into.Append(one, "progress", PartKind.Message, "Progress",
                    $"{parameters.Member("progress")?.GetRawText()}{total}{(parameters.Text("message") is { } said ? $": {said}" : "")}\n");
                break;
            case "notifications/message":
                into.Append(one, "log", PartKind.Message, "Log",
                    $"{parameters.Text("level")}: {(parameters.Member("data") is { } data ? TextOrJson(data) : "")}\n");
                break;
            case var method when message.Member("id") is not null:
                into.Append(one, "requests", PartKind.Message, "Requests to the client", $"{method}\n");
                break;
            case var method:
                _isListening |= method == "notifications/subscriptions/acknowledged";
                into.Append(one, "notifications", PartKind.Message, "Notifications", $"{method}\n");
                break;
        }
    }

    private static void ReadResponse(FragmentEvent one, JsonElement message, AssembledText into)
    {
        string id = message.Member("id")?.GetRawText() ?? "";
        if (message.Member("error") is { } error)
            into.Fail(one.Number, $"JSON-RPC error {ErrorOf(error)}");
        if (message.Member("result") is { } result)
        {
            string[] texts = [.. result.Items("content").Select(content => content.Text("text")).OfType<string>()];
            into.Append(one, $"result {id}", PartKind.Text, $"Result of request {id}", texts.Length > 0 ? string.Join('\n', texts) : result.GetRawText());
            into.Finish($"Request {id}", result.Text("resultType") ?? (result.Member("isError") is { ValueKind: JsonValueKind.True } ? "isError" : null));
        }
        else if (message.Member("error") is null)
        {
            return;
        }

        into.End(one.Number, $"the response to request {id}");
    }

    private static string TextOrJson(JsonElement json) => json.ValueKind == JsonValueKind.String ? JsonReading.TextOf(json) : json.GetRawText();
}
