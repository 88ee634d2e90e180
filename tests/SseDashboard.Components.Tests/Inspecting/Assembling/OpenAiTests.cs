using SseDashboard.Inspecting;
using static SseDashboard.Components.Tests.Inspecting.Assembling.Joined;

namespace SseDashboard.Components.Tests.Inspecting.Assembling;

/// <summary>OpenAI's two formats, as its reference documents them.</summary>
public sealed class OpenAiTests
{
    private static string Chunk(string choices, string usage = "null") =>
        $$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{{choices}}],"usage":{{usage}}}""";

    private static string Delta(string delta, string finish = "null", int index = 0) =>
        $$"""{"index":{{index}},"delta":{{delta}},"logprobs":null,"finish_reason":{{finish}}}""";

    [Fact]
    public void Chat_Whole_JoinsTextWithUsageAndReason()
    {
        var assembly = new Joined().Read(Events(
            Chunk(Delta("""{"role":"assistant","content":"","refusal":null}""")),
            Chunk(Delta("""{"content":"Hello"}""")),
            Chunk(Delta("""{"content":", world"}""")),
            Chunk(Delta("{}", "\"stop\"")),
            Chunk("", """{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21,"completion_tokens_details":{"reasoning_tokens":3}}"""),
            "[DONE]"));

        Assert.Equal(("OpenAI chat completions", "Block 1 has \"object\": \"chat.completion.chunk\"."), (assembly.Format, assembly.Evidence));
        Assert.Equal([("Text", "Hello, world")], assembly.Parts());
        Assert.Equal([(1, "Hello"), (2, ", world")], assembly.Text.Parts[0].Segments());
        Assert.Equal(new TokenUsage(9, 12, 3), assembly.Text.Usage);
        Assert.Equal("stop", assembly.Text.Finished["Choice 1"]);
        Assert.Equal((5, "data: [DONE]"), (assembly.Text.EndMark?.Event, assembly.Text.EndMark?.Sentence));
        Assert.Null(assembly.MissingEnd);
        Assert.Equal((6, 0), (assembly.Text.Events, assembly.Text.BrokenCount));
    }

    [Fact]
    public void Chat_ChoicesToolCallsAndReasoning_AreKeptApart()
    {
        var assembly = new Joined().Read(Events(
            Chunk(Delta("""{"role":"assistant","reasoning_content":"Think."}""")),
            Chunk($"{Delta("""{"content":"A"}""")},{Delta("""{"content":"B"}""", index: 1)}"),
            Chunk(Delta("""{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}""")),
            Chunk(Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}""")),
            Chunk(Delta("""{"tool_calls":[{"index":1,"id":"call_2","function":{"name":"time","arguments":"{}"}},{"index":0,"function":{"arguments":"\"Oslo\"}"}}]}""")),
            Chunk(Delta("""{"refusal":"No."}""", "\"tool_calls\"")),
            Chunk(Delta("{}", "\"length\"", index: 1)),
            "[DONE]"));

        Assert.Equal(
            [("Reasoning", "Think."), ("Text", "A"), ("Text", "B"), ("Tool call: weather", "{\"city\":\"Oslo\"}"), ("Tool call: time", "{}"), ("Refusal", "No.")],
            assembly.Parts());
        Assert.Equal(["Choice 1", "Choice 1", "Choice 2", "Choice 1", "Choice 1", "Choice 1"], assembly.Text.Parts.Select(part => part.Group));
        Assert.True(assembly.Text.HasGroups);
        Assert.Equal(("tool_calls", "length"), (assembly.Text.Finished["Choice 1"], assembly.Text.Finished["Choice 2"]));
        Assert.Equal([(3, "{\"city\":"), (4, "\"Oslo\"}")], assembly.Text.Parts[3].Segments());
    }

    [Theory]
    [InlineData(false, false, "without a finish_reason and without data: [DONE]")]
    [InlineData(true, false, "without data: [DONE]. The finish_reason says")]
    [InlineData(false, true, "No choice has a finish_reason")]
    [InlineData(true, true, null)]
    public void Chat_WithoutItsEnd_SaysWhatIsMissing(bool hasReason, bool hasDone, string? missing)
    {
        string[] data = [Chunk(Delta("""{"content":"Hello"}""")), .. hasReason ? [Chunk(Delta("{}", "\"stop\""))] : Array.Empty<string>(), .. hasDone ? ["[DONE]"] : Array.Empty<string>()];

        string? said = new Joined().Read(Events(data)).MissingEnd;

        Assert.Equal(missing is null, said is null);
        Assert.Contains(missing ?? "", said ?? "", StringComparison.Ordinal);
        Assert.Null(new Joined { End = null }.Read(Events(data)).MissingEnd);
        Assert.Null(new Joined { End = SseDashboard.Observing.ObservedEndKind.Stopped }.Read(Events(data)).MissingEnd);
    }

    // Azure's first event has no choices and an empty object; a compatible server may send no object at all.
    [Fact]
    public void Chat_OfACompatibleServer_IsRecognisedByItsDeltas()
    {
        var assembly = new Joined().Read(Events(
            """{"choices":[],"object":"","prompt_filter_results":[]}""", """{"choices":[{"delta":{"content":"Hi"},"index":0}]}"""));

        Assert.Equal("Block 2 has choices with a delta.", assembly.Evidence);
        Assert.Equal([("Text", "Hi")], assembly.Parts());
        Assert.Equal(2, assembly.Text.Events);
    }

    [Fact]
    public void Chat_ErrorWithinTheStream_IsShownInsteadOfTheMissingEnd()
    {
        var assembly = new Joined().Read(Events(
            Chunk(Delta("""{"content":"Hello"}""")), """{"error":{"message":"The server had an error","type":"server_error","code":null}}"""));

        Assert.Equal([new AssemblyRemark(1, "server_error: The server had an error")], assembly.Text.Errors);
        Assert.Null(assembly.MissingEnd);
    }

    [Fact]
    public void Responses_Whole_KeepsItemsApart()
    {
        var assembly = new Joined().Read(Typed(
            """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","status":"in_progress"}}""",
            """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}""",
            """{"type":"response.reasoning_summary_text.delta","sequence_number":2,"item_id":"rs_1","output_index":0,"summary_index":0,"delta":"Hm."}""",
            """{"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"Hel"}""",
            """{"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"lo"}""",
            """{"type":"response.output_text.done","sequence_number":5,"item_id":"msg_1","output_index":1,"content_index":0,"text":"Hello"}""",
            """{"type":"response.output_item.added","sequence_number":6,"output_index":2,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"weather","arguments":""}}""",
            """{"type":"response.function_call_arguments.delta","sequence_number":7,"item_id":"fc_1","output_index":2,"delta":"{}"}""",
            """{"type":"response.new_in_a_year.delta","sequence_number":8,"output_index":3,"delta":"x"}""",
            """{"type":"response.completed","sequence_number":9,"response":{"id":"resp_1","status":"completed","usage":{"input_tokens":5,"output_tokens":8,"output_tokens_details":{"reasoning_tokens":4}}}}"""));

        Assert.Equal(("OpenAI responses", "Block 1 has \"type\": \"response.created\"."), (assembly.Format, assembly.Evidence));
        Assert.Equal([("Reasoning, summary", "Hm."), ("Text", "Hello"), ("Tool call: weather", "{}")], assembly.Parts());
        Assert.Equal(new TokenUsage(5, 8, 4), assembly.Text.Usage);
        Assert.Equal("completed", assembly.Text.Finished["Response"]);
        Assert.Null(assembly.MissingEnd);
    }

    [Theory]
    [InlineData("""{"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}}""", "max_output_tokens", null)]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"Sorry"}}}""", "failed", "server_error: Sorry")]
    [InlineData("""{"type":"error","code":"rate_limit","message":"Slow down","param":null}""", null, "rate_limit: Slow down")]
    public void Responses_EndedOtherwise_SayHow(string last, string? reason, string? error)
    {
        var assembly = new Joined().Read(Typed("""{"type":"response.created","response":{}}""", last));

        Assert.Equal(reason, assembly.Text.Finished.GetValueOrDefault("Response"));
        Assert.Equal(error, assembly.Text.Errors.Select(one => one.Sentence).SingleOrDefault());
        Assert.Null(assembly.MissingEnd);
    }

    [Fact]
    public void Responses_WithoutTheirEnd_SayWhatIsMissing() => Assert.Contains(
        "without response.completed", new Joined().Read(Typed("""{"type":"response.created","response":{}}""")).MissingEnd!, StringComparison.Ordinal);

    [Fact]
    public void Responses_EachKindOfDelta_IsAPart()
    {
        static string Delta(string type, string index) => $$"""{"type":"response.{{type}}.delta","output_index":0,{{index}},"delta":"{{type}} {{index[^1]}}"}""";

        var assembly = new Joined().Read(Typed(
            Delta("reasoning_text", "\"content_index\":0"), Delta("reasoning_summary_text", "\"summary_index\":0"), Delta("reasoning_summary_text", "\"summary_index\":1"),
            Delta("output_text", "\"content_index\":0"), Delta("output_text", "\"content_index\":1"), Delta("refusal", "\"content_index\":0")));

        Assert.Equal(
            [
                ("Reasoning", "reasoning_text 0"), ("Reasoning, summary", "reasoning_summary_text 0"), ("Reasoning, summary", "reasoning_summary_text 1"),
                ("Text", "output_text 0"), ("Text", "output_text 1"), ("Refusal", "refusal 0"),
            ],
            assembly.Parts());
    }

    [Theory]
    [InlineData("function_call_arguments")]
    [InlineData("custom_tool_call_input")]
    [InlineData("mcp_call_arguments")]
    [InlineData("code_interpreter_call_code")]
    public void Responses_InputOfATool_IsAToolCallForEachItem(string type)
    {
        string Delta(int item) => $$"""{"type":"response.{{type}}.delta","output_index":{{item}},"delta":"{{item}}"}""";

        var assembly = new Joined().Read(Typed(Delta(0), Delta(1), Delta(0)));

        Assert.Equal([("Tool call", "00"), ("Tool call", "1")], assembly.Parts());
    }

    [Fact]
    public void Chat_NameAndTokensThatComeApart_AreKept()
    {
        var assembly = new Joined().Read(Events(
            Chunk(Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"{"}}]}"""), """{"completion_tokens":2}"""),
            Chunk(Delta("""{"tool_calls":[{"index":0,"function":{"name":"weather","arguments":"}"}}]}"""), """{"prompt_tokens":9}""")));

        Assert.Equal([("Tool call: weather", "{}")], assembly.Parts());
        Assert.Equal(new TokenUsage(9, 2), assembly.Text.Usage);
    }

    [Fact]
    public void Chat_OldAndOtherFields_AreRead()
    {
        var assembly = new Joined().Read(Events(
            """{"object":"text_completion","choices":[{"index":0,"text":"Once"}]}""",
            Chunk(Delta("""{"reasoning":"Hm."}""")),
            Chunk(Delta("""{"function_call":{"name":"weather","arguments":"{"}}""")),
            Chunk(Delta("""{"function_call":{"arguments":"}"}}"""))));

        Assert.Equal([("Text", "Once"), ("Reasoning", "Hm."), ("Tool call: weather", "{}")], assembly.Parts());
    }
}
