using static SseDashboard.Labs.CannedAnswer;

namespace SseDashboard.Labs;

/// <summary>An answer of Anthropic's messages: a block of thinking, a ping, a block of text.</summary>
internal static class CannedAnthropic
{
    private const string Signature = "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds";

    public static CannedAnswer Messages(DateTimeOffset now)
    {
        object message = new
        {
            id = "msg_01Qm7vYJxWfB3cT5dKzN8RpL",
            type = "message",
            role = "assistant",
            model = "claude-sonnet-4-20250514",
            content = Array.Empty<object>(),
            stop_reason = (string?)null,
            stop_sequence = (string?)null,
            usage = new { input_tokens = InputTokens, cache_creation_input_tokens = 0, cache_read_input_tokens = 0, output_tokens = 1 },
        };
        return new(
            [
                Typed(new { type = "message_start", message }, "message_start"),
                Start(0, new { type = "thinking", thinking = "", signature = "" }),
                Typed(new { type = "ping" }, "ping"),
                .. Split(Reasoning).Select(thinking => Delta(0, new { type = "thinking_delta", thinking })),
                Delta(0, new { type = "signature_delta", signature = Signature }),
                Stop(0),
                Start(1, new { type = "text", text = "" }),
                .. Split(Text).Select(text => Delta(1, new { type = "text_delta", text })),
                Stop(1),
            ],
            [
                Typed(new { type = "message_delta", delta = new { stop_reason = "end_turn", stop_sequence = (string?)null }, usage = new { output_tokens = OutputTokens + ReasoningTokens } }, "message_delta"),
                Typed(new { type = "message_stop" }, "message_stop"),
            ],
            Typed(new { type = "error", error = new { type = "overloaded_error", message = "Overloaded" } }, "error"));
    }

    private static CannedEvent Start(int index, object content) => Typed(new { type = "content_block_start", index, content_block = content }, "content_block_start");

    private static CannedEvent Delta(int index, object delta) => Typed(new { type = "content_block_delta", index, delta }, "content_block_delta");

    private static CannedEvent Stop(int index) => Typed(new { type = "content_block_stop", index }, "content_block_stop");

    private static CannedEvent Typed(object json, string type) => Of(json, type);
}
