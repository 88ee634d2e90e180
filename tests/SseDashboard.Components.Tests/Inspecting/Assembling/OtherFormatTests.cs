using SseDashboard.Inspecting;
using static SseDashboard.Components.Tests.Inspecting.Assembling.Joined;

namespace SseDashboard.Components.Tests.Inspecting.Assembling;

/// <summary>Anthropic, Gemini and Ollama, as their references document them.</summary>
public sealed class OtherFormatTests
{
    private const string Start = """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"claude","usage":{"input_tokens":25,"output_tokens":1}}}""";

    [Fact]
    public void Anthropic_Whole_KeepsBlocksApart()
    {
        var assembly = new Joined().Read(Typed(
            Start,
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"ping"}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me see."}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Okay"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"!"}}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{}}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"city\": \"Oslo\"}"}}""",
            """{"type":"invented_later","index":3}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":89}}""",
            """{"type":"message_stop"}"""));

        Assert.Equal(("Anthropic messages", "Block 1 has \"type\": \"message_start\"."), (assembly.Format, assembly.Evidence));
        Assert.Equal([("Reasoning", "Let me see."), ("Text", "Okay!"), ("Tool call: get_weather", "{\"city\": \"Oslo\"}")], assembly.Parts());
        Assert.Equal([PartKind.Reasoning, PartKind.Text, PartKind.ToolCall], assembly.Text.Parts.Select(part => part.Kind));
        Assert.Equal(new TokenUsage(25, 89), assembly.Text.Usage);
        Assert.Equal("tool_use", assembly.Text.Finished["Message"]);
        Assert.Null(assembly.MissingEnd);
        Assert.Equal(0, assembly.Text.BrokenCount);
    }

    [Theory]
    [InlineData("""{"type":"ping"}""", "without a stop_reason and without message_stop", null)]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}""", "without message_stop. The stop_reason says", null)]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", null, "overloaded_error: Overloaded")]
    public void Anthropic_WithoutItsEnd_SaysWhatIsMissing(string last, string? missing, string? error)
    {
        var assembly = new Joined().Read(Typed(Start, last));

        Assert.Contains(missing ?? "", assembly.MissingEnd ?? "", StringComparison.Ordinal);
        Assert.Equal(missing is null, assembly.MissingEnd is null);
        Assert.Equal(error, assembly.Text.Errors.Select(one => one.Sentence).SingleOrDefault());
    }

    [Fact]
    public void Anthropic_BeforeItsEnd_HasNoTokensOfTheAnswer() => Assert.Equal(new TokenUsage(25, null), new Joined { End = null }.Read(Typed(Start)).Text.Usage);

    [Fact]
    public void Anthropic_BlocksThatStartWithContent_AreRead()
    {
        var assembly = new Joined().Read(Typed(
            Start,
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"Hm"}}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":"Oka"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"y"}}"""));

        Assert.Equal([("Reasoning", "Hm"), ("Text", "Okay")], assembly.Parts());
    }

    [Fact]
    public void Anthropic_UsageAtTheEnd_ReplacesThatOfTheStart() => Assert.Equal(new TokenUsage(30, 89, 40), new Joined().Read(Typed(
        Start, """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":30,"output_tokens":89,"output_tokens_details":{"thinking_tokens":40}}}""")).Text.Usage);

    private static string Candidate(string part, string more = "") =>
        $$"""{"candidates":[{"content":{"parts":[{{part}}],"role":"model"}{{more}},"index":0}],"usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":7,"totalTokenCount":20,"thoughtsTokenCount":9},"modelVersion":"gemini-2.5-flash","responseId":"r"}""";

    [Fact]
    public void Gemini_Whole_KeepsThoughtsAndCallsApart()
    {
        var assembly = new Joined().Read(Events(
            Candidate("""{"text":"Thinking","thought":true}"""),
            Candidate("""{"text":"Hel"},{"text":"lo"}"""),
            Candidate("""{"functionCall":{"name":"weather","args":{"city":"Oslo"}}},{"functionCall":{"name":"weather","args":{}}}"""),
            Candidate("""{"thoughtSignature":"EjQ"}""", ",\"finishReason\":\"STOP\"")));

        Assert.Equal(("Gemini", "Block 1 has candidates and usageMetadata."), (assembly.Format, assembly.Evidence));
        Assert.Equal([("Reasoning", "Thinking"), ("Text", "Hello"), ("Tool call: weather", "{\"city\":\"Oslo\"}"), ("Tool call: weather", "{}")], assembly.Parts());
        Assert.Equal([(1, "Hello")], assembly.Text.Parts[1].Segments());
        Assert.Equal(new TokenUsage(4, 16, 9), assembly.Text.Usage);
        Assert.Equal("STOP", assembly.Text.Finished["Candidate 1"]);
        Assert.Null(assembly.MissingEnd);
    }

    [Fact]
    public void Gemini_Candidates_AreKeptApart()
    {
        var assembly = new Joined().Read(Events(
            """{"candidates":[{"content":{"parts":[{"text":"A"}]},"index":0},{"content":{"parts":[{"text":"B"}]},"index":1,"finishReason":"STOP"}],"modelVersion":"gemini"}"""));

        Assert.Equal([("Text", "A"), ("Text", "B")], assembly.Parts());
        Assert.Equal("\"finishReason\": \"STOP\"", assembly.Text.EndMark?.Sentence);
        Assert.Equal(["Candidate 2"], assembly.Text.Finished.Keys);
    }

    [Fact]
    public void Gemini_WithoutItsEndOrWithAnError_SaysSo()
    {
        Assert.Contains("without a finishReason", new Joined().Read(Events(Candidate("""{"text":"Hel"}"""))).MissingEnd!, StringComparison.Ordinal);
        Assert.Equal("UNAVAILABLE: Overloaded", new Joined().Read(Events(
            Candidate("""{"text":"Hel"}"""), """{"error":{"code":503,"message":"Overloaded","status":"UNAVAILABLE"}}""")).Text.Errors[0].Sentence);
        Assert.Contains("SAFETY", new Joined().Read(Events("""{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{}}""")).Text.Errors[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Ollama_Whole_JoinsLinesAndTakesTheServersOwnTime()
    {
        var assembly = new Joined { Type = "application/x-ndjson" }.Read(Lines(
            """{"model":"llama3.2","created_at":"2026-01-01T12:00:00Z","message":{"role":"assistant","content":"","thinking":"Hm"},"done":false}""",
            """{"model":"llama3.2","created_at":"2026-01-01T12:00:00Z","message":{"role":"assistant","content":"Hel"},"done":false}""",
            """{"model":"llama3.2","created_at":"2026-01-01T12:00:00Z","message":{"role":"assistant","content":"lo","tool_calls":[{"function":{"name":"weather","arguments":{"city":"Oslo"}}}]},"done":false}""",
            """{"model":"llama3.2","created_at":"2026-01-01T12:00:00Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"prompt_eval_count":26,"eval_count":298,"eval_duration":4535599000}"""));

        Assert.Equal(("Ollama", "Block 1 has a model, done, and a message."), (assembly.Format, assembly.Evidence));
        Assert.Equal([("Reasoning", "Hm"), ("Text", "Hello"), ("Tool call: weather", "{\"city\":\"Oslo\"}")], assembly.Parts());
        Assert.Equal(new TokenUsage(26, 298, null, TimeSpan.FromTicks(45_355_990)), assembly.Text.Usage);
        Assert.Equal("stop", assembly.Text.Finished["Answer"]);
        Assert.Null(assembly.MissingEnd);
    }

    [Fact]
    public void Ollama_GenerateWithoutItsEnd_SaysWhatIsMissing()
    {
        var assembly = new Joined { Type = "application/x-ndjson" }.Read(Lines("""{"model":"llama3.2","created_at":"2026-01-01T12:00:00Z","response":"The","done":false}"""));

        Assert.Equal([("Text", "The")], assembly.Parts());
        Assert.Contains("without a line with \"done\": true", assembly.MissingEnd!, StringComparison.Ordinal);
    }

    [Fact]
    public void Ollama_ErrorAndSeveralCallsInALine_AreRead()
    {
        var assembly = new Joined { Type = "application/x-ndjson" }.Read(Lines(
            """{"model":"llama3.2","message":{"content":"","tool_calls":[{"function":{"name":"weather","arguments":{}}},{"function":{"name":"time"}}]},"done":false}""",
            """{"error":"The model is gone"}"""));

        Assert.Equal([("Tool call: weather", "{}"), ("Tool call: time", "{}")], assembly.Parts());
        Assert.Equal([new AssemblyRemark(1, "The model is gone")], assembly.Text.Errors);
        Assert.Null(assembly.MissingEnd);
    }
}
