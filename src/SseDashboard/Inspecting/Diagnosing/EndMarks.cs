using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>A format of streams whose end mark is known.</summary>
/// <param name="Name">The format's name.</param>
/// <param name="EndMark">The event that ends it.</param>
/// <param name="IsOf">Whether an event is of this format.</param>
/// <param name="IsEnd">Whether an event of this format is the end mark.</param>
internal sealed record StreamFormat(string Name, string EndMark, Func<ReceivedEvent, bool> IsOf, Func<ReceivedEvent, bool> IsEnd);

/// <summary>Recognises the events that say: the stream is complete.</summary>
internal static class EndMarks
{
    // The documentation of each interface names its end mark.
    private static readonly StreamFormat[] Formats =
    [
        new("OpenAI chat completions", "data: [DONE]",
            received => Has(received, "\"chat.completion.chunk\"") || Has(received, "\"text_completion\""), IsDone),
        new("OpenAI responses", "event: response.completed, response.incomplete or response.failed",
            received => received.Type == "response.created",
            received => received.Type is "response.completed" or "response.incomplete" or "response.failed" or "error"),
        new("Anthropic messages", "event: message_stop",
            received => received.Type == "message_start", received => received.Type is "message_stop" or "error"),
        new("Gemini", "a candidate with a finishReason",
            received => Has(received, "\"candidates\"") && Has(received, "\"usageMetadata\""), received => Has(received, "\"finishReason\"")),
    ];

    private static readonly HashSet<string> Types = new(
        [
            "done", "end", "eof", "final", "finish", "finished", "complete", "completed", "close", "closed", "stop", "stopped",
            "bye", "cancelled", "canceled", "failed", "error", "timeout", "message_stop",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Texts = new(["[done]", "done", "[end]", "end", "eof", "[eof]"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The format of a stream; <see langword="null"/> if it is none of the known ones.</summary>
    public static StreamFormat? FormatOf(Examination connection) =>
        Formats.FirstOrDefault(format => connection.Events.Take(3).Any(block => format.IsOf(block.Event!.Value)));

    /// <summary>Whether its messages are JSON-RPC, as in MCP, where a response ends a stream.</summary>
    public static bool IsJsonRpc(Examination connection) =>
        connection.Events.Take(3).Any(block => Has(block.Event!.Value, "\"jsonrpc\"")) || connection.Events.Take(1).Any(block => block.Event!.Value.Type == "endpoint");

    /// <summary>Whether the last event of the stream says that it is complete.</summary>
    public static bool IsEnd(Examination connection)
    {
        if (connection.Events.LastOrDefault()?.Event is not { } last)
            return false;
        if (FormatOf(connection) is { } format)
            return format.IsEnd(last);
        return Types.Contains(last.Type) || IsDone(last) || Texts.Contains(last.Data.Trim())
            || last.Type.EndsWith(".completed", StringComparison.OrdinalIgnoreCase) || Has(last, "\"done\":true") || Has(last, "\"done\": true");
    }

    private static bool IsDone(ReceivedEvent received) => received.Data.Trim() == "[DONE]";

    private static bool Has(ReceivedEvent received, string text) => received.Data.Contains(text, StringComparison.Ordinal);
}
