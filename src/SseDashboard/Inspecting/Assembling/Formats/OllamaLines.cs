using System.Text.Json;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// Ollama, <c>/api/chat</c> and <c>/api/generate</c>: a line of JSON for each fragment, the last one with <c>"done": true</c>. Times are in nanoseconds.
/// </summary>
internal sealed class OllamaLines : FragmentFormat
{
    private const long NanosecondsPerTick = 100;

    public override string Name => "Ollama";

    public override string? Recognise(FragmentEvent one) =>
        one.Json.Text("model") is not null && one.Json.Member("done") is { ValueKind: JsonValueKind.True or JsonValueKind.False }
        && (one.Json.Member("message") is { ValueKind: JsonValueKind.Object } || one.Json.Text("response") is not null)
            ? $"{one.Title} has a model, done, and a {(one.Json.Member("message") is not null ? "message" : "response")}."
            : null;

    public override void Read(FragmentEvent one, AssembledText into)
    {
        if (one.Json.Member("error") is { } error)
            into.Fail(one.Number, ErrorOf(error));
        var message = one.Json.Member("message") ?? one.Json;
        into.Append(one, "thinking", PartKind.Reasoning, "Reasoning", message.Text("thinking"));
        into.Append(one, "text", PartKind.Text, "Text", message.Text("content") ?? one.Json.Text("response"));
        int place = 0;
        foreach (var call in message.Items("tool_calls"))
        {
            if (call.Member("function") is { } function)
                into.Append(one, $"call {one.Number}/{place++}", PartKind.ToolCall, $"Tool call: {function.Text("name")}", function.Member("arguments")?.GetRawText() ?? "{}");
        }

        if (one.Json.Member("done") is not { ValueKind: JsonValueKind.True })
            return;
        into.End(one.Number, "\"done\": true");
        into.Finish("Answer", one.Json.Text("done_reason"));
        into.Report(new(one.Json.Number("prompt_eval_count"), one.Json.Number("eval_count"), null,
            one.Json.Number("eval_duration") is > 0 and var nanoseconds ? new TimeSpan(nanoseconds / NanosecondsPerTick) : null));
    }

    public override string? MissingEnd(AssembledText text, ObservedRequest request) =>
        text.EndMark is null ? "The response ended without a line with \"done\": true, so the answer is probably cut off." : null;
}
