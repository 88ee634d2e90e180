using System.Text.Json;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>Anthropic messages: blocks of content that start, grow and stop between <c>message_start</c> and <c>message_stop</c>.</summary>
internal sealed class AnthropicMessages : FragmentFormat
{
    public override string Name => "Anthropic messages";

    public override string? Recognise(FragmentEvent one) => one.Json.Text("type") switch
    {
        "message_start" when one.Json.Member("message") is not null => $"{one.Title} has \"type\": \"message_start\".",
        "content_block_delta" when one.Json.Member("delta") is not null => $"{one.Title} has \"type\": \"content_block_delta\".",
        _ => null,
    };

    public override void Read(FragmentEvent one, AssembledText into)
    {
        switch (one.Json.Text("type"))
        {
            case "message_start" when one.Json.Member("message") is { } message:
                // Its output_tokens are those so far, which no longer hold with the next fragment.
                into.Report(new(message.Member("usage")?.Number("input_tokens"), null));
                break;
            case "content_block_start" when one.Json.Member("content_block") is { } block:
                ReadStart(one, block, into);
                break;
            case "content_block_delta" when one.Json.Member("delta") is { } delta:
                ReadDelta(one, delta, into);
                break;
            case "message_delta":
                into.Finish("Message", one.Json.Member("delta")?.Text("stop_reason"));
                Report(one.Json, into);
                break;
            case "message_stop":
                into.End(one.Number, "event: message_stop");
                break;
            case "error":
                into.Fail(one.Number, ErrorOf(one.Json.Member("error") ?? one.Json));
                break;
        }
    }

    public override string? MissingEnd(AssembledText text, ObservedRequest request) => (text.EndMark, text.Finished.Count) switch
    {
        (null, 0) => "The response ended without a stop_reason and without message_stop, so the answer is probably cut off.",
        (null, _) => "The response ended without message_stop. The stop_reason says that the answer itself is complete.",
        _ => null,
    };

    private static void ReadStart(FragmentEvent one, JsonElement block, AssembledText into)
    {
        string type = block.Text("type") ?? "", key = KeyOf(one);
        if (type.EndsWith("tool_use", StringComparison.Ordinal))
            into.Begin(key, PartKind.ToolCall, $"Tool call: {block.Text("name")}");
        into.Append(one, key, PartKind.Text, "Text", block.Text("text"));
        into.Append(one, key, PartKind.Reasoning, "Reasoning", block.Text("thinking"));
    }

    // A signature and citations are no text of the answer.
    private static void ReadDelta(FragmentEvent one, JsonElement delta, AssembledText into)
    {
        string key = KeyOf(one);
        into.Append(one, key, PartKind.Text, "Text", delta.Text("text"));
        into.Append(one, key, PartKind.Reasoning, "Reasoning", delta.Text("thinking"));
        into.Append(one, key, PartKind.ToolCall, "Tool call", delta.Text("partial_json"));
    }

    private static string KeyOf(FragmentEvent one) => $"{one.Json.Number("index")}";

    private static void Report(JsonElement json, AssembledText into)
    {
        if (json.Member("usage") is { } usage)
            into.Report(new(usage.Number("input_tokens"), usage.Number("output_tokens"), usage.Member("output_tokens_details")?.Number("thinking_tokens")));
    }
}
