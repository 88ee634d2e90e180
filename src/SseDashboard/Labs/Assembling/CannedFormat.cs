namespace SseDashboard.Labs;

/// <summary>A format in which the lab answers.</summary>
/// <param name="Name">Its name in the address.</param>
/// <param name="Answer">The answer, for the time of the request.</param>
internal sealed record CannedFormat(string Name, Func<DateTimeOffset, CannedAnswer> Answer)
{
    /// <summary>Whether the answer is newline-delimited JSON instead of an event stream.</summary>
    public bool IsLines { get; init; }

    /// <summary>Whether only POST is answered.</summary>
    public bool IsPostOnly { get; init; }

    /// <summary>A header of the response.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>All formats.</summary>
    public static IReadOnlyList<CannedFormat> All { get; } =
    [
        new("openai-chat", CannedOpenAi.Chat),
        new("openai-responses", CannedOpenAi.Responses),
        new("anthropic", CannedAnthropic.Messages),
        new("gemini", CannedGemini.Content),
        new("ollama", CannedOllama.Chat) { IsLines = true },
        new("mcp", _ => CannedMcp.WithSession()) { Header = ("Mcp-Session-Id", "5f1c4f0e-3d7b-4c53-9f6e-2a8b1d0c7e94") },
        new("mcp-2026-07-28", _ => CannedMcp.Stateless()) { IsPostOnly = true },
    ];
}
