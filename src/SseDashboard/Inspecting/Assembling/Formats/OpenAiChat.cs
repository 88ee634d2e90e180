using System.Text.Json;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// OpenAI chat completions, and the many servers that imitate them: <c>choices[].delta</c>, then <c>data: [DONE]</c>. The older
/// completions (<c>choices[].text</c>) and the reasoning that other servers add are read too.
/// </summary>
internal sealed class OpenAiChat : FragmentFormat
{
    public override string Name => "OpenAI chat completions";

    public override string? Recognise(FragmentEvent one)
    {
        if (one.Json.Text("object") is "chat.completion.chunk" or "text_completion")
            return $"{one.Title} has \"object\": \"{one.Json.Text("object")}\".";
        return one.Json.Items("choices").Any(choice => choice.Member("delta") is { ValueKind: JsonValueKind.Object })
            ? $"{one.Title} has choices with a delta."
            : null;
    }

    public override void Read(FragmentEvent one, AssembledText into)
    {
        if (one.Json.Member("error") is { } error)
            into.Fail(one.Number, ErrorOf(error));
        foreach (var choice in one.Json.Items("choices"))
            ReadChoice(one, choice, into);
        if (one.Json.Member("usage") is { } usage)
        {
            into.Report(new(usage.Number("prompt_tokens"), usage.Number("completion_tokens"),
                usage.Member("completion_tokens_details")?.Number("reasoning_tokens")));
        }
    }

    public override string? MissingEnd(AssembledText text, ObservedRequest request) => (text.EndMark, text.Finished.Count) switch
    {
        (null, 0) => "The response ended without a finish_reason and without data: [DONE], so the answer is probably cut off.",
        (null, _) => "The response ended without data: [DONE]. The finish_reason says that the answer itself is complete.",
        (_, 0) => "No choice has a finish_reason, although data: [DONE] arrived.",
        _ => null,
    };

    private static void ReadChoice(FragmentEvent one, JsonElement choice, AssembledText into)
    {
        long index = choice.Number("index") ?? 0;
        string group = $"Choice {index + 1}", key = $"{index}/";
        into.Append(one, key + "text", PartKind.Text, "Text", choice.Text("text"), group);
        into.Finish(group, choice.Text("finish_reason"));
        if (choice.Member("delta") is not { } delta)
            return;
        into.Append(one, key + "reasoning", PartKind.Reasoning, "Reasoning", delta.Text("reasoning_content") ?? delta.Text("reasoning"), group);
        into.Append(one, key + "text", PartKind.Text, "Text", delta.Text("content"), group);
        into.Append(one, key + "refusal", PartKind.Refusal, "Refusal", delta.Text("refusal"), group);
        foreach (var call in delta.Items("tool_calls"))
            ReadCall(one, call.Member("function"), $"{key}call {call.Number("index") ?? 0}", group, into);
        ReadCall(one, delta.Member("function_call"), key + "function", group, into);
    }

    // The name comes with the first fragment, the arguments with the others.
    private static void ReadCall(FragmentEvent one, JsonElement? function, string key, string group, AssembledText into)
    {
        if (function is not { } call)
            return;
        if (call.Text("name") is { Length: > 0 } name)
            into.Begin(key, PartKind.ToolCall, $"Tool call: {name}", group);
        into.Append(one, key, PartKind.ToolCall, "Tool call", call.Text("arguments"), group);
    }
}
