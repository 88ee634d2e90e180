using System.Text.Json;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// Gemini, <c>streamGenerateContent?alt=sse</c>: <c>candidates[].content.parts[]</c>. There is no end mark: each candidate has a
/// <c>finishReason</c> in its last event.
/// </summary>
internal sealed class GeminiContent : FragmentFormat
{
    public override string Name => "Gemini";

    public override string? Recognise(FragmentEvent one)
    {
        bool hasCandidates = one.Json.Items("candidates").Any(candidate => candidate.Member("content") is not null || candidate.Text("finishReason") is not null);
        if (hasCandidates && (one.Json.Member("usageMetadata") is not null || one.Json.Text("modelVersion") is not null))
            return $"{one.Title} has candidates and {(one.Json.Member("usageMetadata") is not null ? "usageMetadata" : "modelVersion")}.";
        return one.Json.Member("promptFeedback", "blockReason") is not null ? $"{one.Title} has a promptFeedback with a blockReason." : null;
    }

    public override void Read(FragmentEvent one, AssembledText into)
    {
        if (one.Json.Member("error") is { } error)
            into.Fail(one.Number, ErrorOf(error));
        if (one.Json.Member("promptFeedback")?.Text("blockReason") is { } blocked)
            into.Fail(one.Number, $"The prompt was blocked: {blocked}");
        foreach (var candidate in one.Json.Items("candidates"))
            ReadCandidate(one, candidate, into);
        if (one.Json.Member("usageMetadata") is { } usage)
        {
            long? thoughts = usage.Number("thoughtsTokenCount"), answer = usage.Number("candidatesTokenCount");
            into.Report(new(usage.Number("promptTokenCount"), answer is null && thoughts is null ? null : (answer ?? 0) + (thoughts ?? 0), thoughts));
        }
    }

    public override string? MissingEnd(AssembledText text, ObservedRequest request) =>
        text.Finished.Count == 0 ? "The response ended without a finishReason, the only end that this format has, so the answer is probably cut off." : null;

    private static void ReadCandidate(FragmentEvent one, JsonElement candidate, AssembledText into)
    {
        long index = candidate.Number("index") ?? 0;
        string group = $"Candidate {index + 1}";
        int place = 0;
        if (candidate.Member("content") is { } content)
        {
            foreach (var part in content.Items("parts"))
                ReadPart(one, part, $"{index}/", place++, group, into);
        }

        into.Finish(group, candidate.Text("finishReason"));
        if (candidate.Text("finishReason") is { } reason)
            into.End(one.Number, $"\"finishReason\": \"{reason}\"");
    }

    private static void ReadPart(FragmentEvent one, JsonElement part, string key, int place, string group, AssembledText into)
    {
        bool isThought = part.Member("thought") is { ValueKind: JsonValueKind.True };
        into.Append(one, key + (isThought ? "thought" : "text"), isThought ? PartKind.Reasoning : PartKind.Text, isThought ? "Reasoning" : "Text", part.Text("text"), group);
        // A call is whole: each is a part of its own.
        if (part.Member("functionCall") is { } call)
            into.Append(one, $"{key}call {one.Number}/{place}", PartKind.ToolCall, $"Tool call: {call.Text("name")}", call.Member("args")?.GetRawText() ?? "{}", group);
    }
}
