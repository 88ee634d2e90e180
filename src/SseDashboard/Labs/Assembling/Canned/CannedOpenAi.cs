using static SseDashboard.Labs.CannedAnswer;

namespace SseDashboard.Labs;

/// <summary>Answers of OpenAI's two interfaces.</summary>
internal static class CannedOpenAi
{
    private const string Model = "gpt-4o-mini-2024-07-18";
    private const string ResponseId = "resp_68a1f0c2b7e48190a5d3";
    private const string ReasoningId = "rs_68a1f0c3a1b08190";
    private const string MessageId = "msg_68a1f0c4c2d48190";

    private static readonly object ServerError = new { message = "The server had an error while processing your request.", type = "server_error", param = (string?)null, code = (string?)null };

    /// <summary>Chat completions, with <c>stream_options.include_usage</c>: the role, the text, the finish reason, the usage, <c>[DONE]</c>.</summary>
    public static CannedAnswer Chat(DateTimeOffset now)
    {
        long created = now.ToUnixTimeSeconds();
        return new(
            [Delta(new { role = "assistant", content = "", refusal = (string?)null }), .. Split(Text).Select(text => Delta(new { content = text }))],
            [Delta(new { }, "stop"), Chunk([], Usage()), new("[DONE]")],
            Of(new { error = ServerError }));

        CannedEvent Delta(object delta, string? finish = null) => Chunk([new { index = 0, delta, logprobs = (object?)null, finish_reason = finish }], null);

        CannedEvent Chunk(object[] choices, object? usage) => Of(new
        {
            id = "chatcmpl-C5hXq2m0sR8VdTtY",
            @object = "chat.completion.chunk",
            created,
            model = Model,
            service_tier = "default",
            system_fingerprint = "fp_560af6e559",
            choices,
            usage,
        });
    }

    /// <summary>Responses: an item of reasoning and a message, each with its events, numbered.</summary>
    public static CannedAnswer Responses(DateTimeOffset now)
    {
        var events = new NumberedEvents();
        object reasoning = new { id = ReasoningId, type = "reasoning", summary = new[] { Summary(Reasoning) } };
        object message = new { id = MessageId, type = "message", status = "completed", role = "assistant", content = new[] { Part(Text) } };
        events.Add("response.created", new { response = Response("in_progress", [], null) });
        events.Add("response.in_progress", new { response = Response("in_progress", [], null) });
        events.Add("response.output_item.added", new { output_index = 0, item = new { id = ReasoningId, type = "reasoning", summary = Array.Empty<object>() } });
        events.Add("response.reasoning_summary_part.added", new { item_id = ReasoningId, output_index = 0, summary_index = 0, part = Summary("") });
        foreach (string delta in Split(Reasoning))
            events.Add("response.reasoning_summary_text.delta", new { item_id = ReasoningId, output_index = 0, summary_index = 0, delta });
        events.Add("response.reasoning_summary_text.done", new { item_id = ReasoningId, output_index = 0, summary_index = 0, text = Reasoning });
        events.Add("response.reasoning_summary_part.done", new { item_id = ReasoningId, output_index = 0, summary_index = 0, part = Summary(Reasoning) });
        events.Add("response.output_item.done", new { output_index = 0, item = reasoning });
        events.Add("response.output_item.added", new { output_index = 1, item = new { id = MessageId, type = "message", status = "in_progress", role = "assistant", content = Array.Empty<object>() } });
        events.Add("response.content_part.added", new { item_id = MessageId, output_index = 1, content_index = 0, part = Part("") });
        foreach (string delta in Split(Text))
            events.Add("response.output_text.delta", new { item_id = MessageId, output_index = 1, content_index = 0, delta, logprobs = Array.Empty<object>() });
        events.Add("response.output_text.done", new { item_id = MessageId, output_index = 1, content_index = 0, text = Text, logprobs = Array.Empty<object>() });
        events.Add("response.content_part.done", new { item_id = MessageId, output_index = 1, content_index = 0, part = Part(Text) });
        events.Add("response.output_item.done", new { output_index = 1, item = message });
        return new(
            events.All,
            [events.Next("response.completed", new { response = Response("completed", [reasoning, message], ResponseUsage()) })],
            events.Next("error", new { code = "server_error", message = "The server had an error while processing your request.", param = (string?)null }));

        object Response(string status, object[] output, object? usage) => new
        {
            id = ResponseId,
            @object = "response",
            created_at = now.ToUnixTimeSeconds(),
            status,
            error = (object?)null,
            incomplete_details = (object?)null,
            instructions = (string?)null,
            model = "o4-mini-2025-04-16",
            output,
            parallel_tool_calls = true,
            tool_choice = "auto",
            tools = Array.Empty<object>(),
            usage,
        };
    }

    private static object Summary(string text) => new { type = "summary_text", text };

    private static object Part(string text) => new { type = "output_text", text, annotations = Array.Empty<object>(), logprobs = Array.Empty<object>() };

    private static object Usage() => new
    {
        prompt_tokens = InputTokens,
        completion_tokens = OutputTokens,
        total_tokens = InputTokens + OutputTokens,
        prompt_tokens_details = new { cached_tokens = 0, audio_tokens = 0 },
        completion_tokens_details = new { reasoning_tokens = 0, audio_tokens = 0, accepted_prediction_tokens = 0, rejected_prediction_tokens = 0 },
    };

    private static object ResponseUsage() => new
    {
        input_tokens = InputTokens,
        input_tokens_details = new { cached_tokens = 0 },
        output_tokens = OutputTokens + ReasoningTokens,
        output_tokens_details = new { reasoning_tokens = ReasoningTokens },
        total_tokens = InputTokens + OutputTokens + ReasoningTokens,
    };
}
