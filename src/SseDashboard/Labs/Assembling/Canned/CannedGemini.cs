using static SseDashboard.Labs.CannedAnswer;

namespace SseDashboard.Labs;

/// <summary>An answer of Gemini's <c>streamGenerateContent?alt=sse</c>: parts of several tokens, first a thought; the last has the finish reason.</summary>
internal static class CannedGemini
{
    private const int TokensPerPart = 4;

    public static CannedAnswer Content(DateTimeOffset now)
    {
        string[] parts = [.. Split(Text).Chunk(TokensPerPart).Select(tokens => string.Concat(tokens))];
        return new(
            [
                Chunk(new { thought = true, text = Reasoning }, 0),
                .. parts.SkipLast(1).Select((text, i) => Chunk(new { text }, (i + 1) * TokensPerPart)),
            ],
            [Chunk(new { text = parts[^1] }, OutputTokens, "STOP")],
            Of(new { error = new { code = 503, message = "The model is overloaded. Please try again later.", status = "UNAVAILABLE" } }));
    }

    private static CannedEvent Chunk(object part, int tokens, string? finishReason = null)
    {
        var candidate = new Dictionary<string, object> { ["content"] = new { parts = new[] { part }, role = "model" } };
        if (finishReason is not null)
            candidate["finishReason"] = finishReason;
        candidate["index"] = 0;
        return Of(new
        {
            candidates = new[] { candidate },
            usageMetadata = new
            {
                promptTokenCount = InputTokens,
                candidatesTokenCount = tokens,
                totalTokenCount = InputTokens + tokens + ReasoningTokens,
                promptTokensDetails = new[] { new { modality = "TEXT", tokenCount = InputTokens } },
                thoughtsTokenCount = ReasoningTokens,
            },
            modelVersion = "gemini-2.5-flash",
            responseId = "pVdMaKbSCZqhnvgPk4aJ8Ao",
        });
    }
}
