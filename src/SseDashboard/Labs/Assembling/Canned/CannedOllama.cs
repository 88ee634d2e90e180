using System.Globalization;
using static SseDashboard.Labs.CannedAnswer;

namespace SseDashboard.Labs;

/// <summary>An answer of Ollama's <c>/api/chat</c>: lines of JSON, the last one with the server's own measurements in nanoseconds.</summary>
internal static class CannedOllama
{
    private const string Model = "llama3.2";

    public static CannedAnswer Chat(DateTimeOffset now)
    {
        string at = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        return new(
            [.. Split(Text).Select(content => Of(new { model = Model, created_at = at, message = new { role = "assistant", content }, done = false }))],
            [
                Of(new
                {
                    model = Model,
                    created_at = at,
                    message = new { role = "assistant", content = "" },
                    done_reason = "stop",
                    done = true,
                    total_duration = 4_883_583_458L,
                    load_duration = 1_334_875L,
                    prompt_eval_count = InputTokens,
                    prompt_eval_duration = 342_546_000L,
                    eval_count = OutputTokens,
                    eval_duration = 4_535_599_000L,
                }),
            ],
            Of(new { error = "an error was encountered while running the model" }));
    }
}
