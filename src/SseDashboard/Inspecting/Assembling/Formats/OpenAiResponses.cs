using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>OpenAI responses: typed events, of which <c>response.completed</c>, <c>incomplete</c> or <c>failed</c> is the last.</summary>
internal sealed class OpenAiResponses : FragmentFormat
{
    private const string ToolKey = "call";

    public override string Name => "OpenAI responses";

    public override string? Recognise(FragmentEvent one) =>
        one.Json.Text("type") is { } type && type.StartsWith("response.", StringComparison.Ordinal) && (one.Json.Member("response") is not null || one.Json.Number("output_index") is not null)
            ? $"{one.Title} has \"type\": \"{type}\"."
            : null;

    public override void Read(FragmentEvent one, AssembledText into)
    {
        string type = one.Json.Text("type") ?? one.Type;
        switch (type)
        {
            case "response.output_item.added" when one.Json.Member("item") is { } item && item.Text("name") is { } name:
                into.Begin(KeyOf(one, ToolKey), PartKind.ToolCall, $"Tool call: {name}");
                break;
            case "response.completed" or "response.incomplete" or "response.failed":
                End(one, type, into);
                break;
            case "error":
                into.Fail(one.Number, ErrorOf(one.Json.Member("error") ?? one.Json));
                break;
            case not null when type.EndsWith(".delta", StringComparison.Ordinal):
                ReadDelta(one, type, into);
                break;
        }
    }

    public override string? MissingEnd(AssembledText text, ObservedRequest request) =>
        text.EndMark is null ? "The response ended without response.completed, response.incomplete or response.failed, so the answer is probably cut off." : null;

    private static void ReadDelta(FragmentEvent one, string type, AssembledText into)
    {
        var (kind, label, key) = type["response.".Length..^".delta".Length] switch
        {
            "output_text" => (PartKind.Text, "Text", $"text {one.Json.Number("content_index")}"),
            "refusal" => (PartKind.Refusal, "Refusal", $"refusal {one.Json.Number("content_index")}"),
            "reasoning_text" => (PartKind.Reasoning, "Reasoning", $"reasoning {one.Json.Number("content_index")}"),
            "reasoning_summary_text" => (PartKind.Reasoning, "Reasoning, summary", $"summary {one.Json.Number("summary_index")}"),
            "function_call_arguments" or "custom_tool_call_input" or "mcp_call_arguments" or "code_interpreter_call_code" => (PartKind.ToolCall, "Tool call", ToolKey),
            _ => default((PartKind, string, string)),
        };
        if (key is not null)
            into.Append(one, KeyOf(one, key), kind, label, one.Json.Text("delta"));
    }

    private static string KeyOf(FragmentEvent one, string key) => $"{one.Json.Number("output_index")}/{key}";

    private static void End(FragmentEvent one, string type, AssembledText into)
    {
        into.End(one.Number, $"event: {type}");
        if (one.Json.Member("response") is not { } response)
            return;
        into.Finish("Response", response.Member("incomplete_details")?.Text("reason") ?? response.Text("status") ?? type["response.".Length..]);
        if (response.Member("error") is { } error)
            into.Fail(one.Number, ErrorOf(error));
        if (response.Member("usage") is { } usage)
            into.Report(new(usage.Number("input_tokens"), usage.Number("output_tokens"), usage.Member("output_tokens_details")?.Number("reasoning_tokens")));
    }
}
