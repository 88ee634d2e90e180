namespace SseDashboard.Learning.Format;

/// <summary>The clients whose readings the playground compares with the standard.</summary>
public enum FormatClient
{
    /// <summary>The browser's own EventSource.</summary>
    EventSource,

    /// <summary>sse-parser.js.</summary>
    Parser,

    /// <summary>.NET's SseParser.</summary>
    Platform,
}
