namespace SseDashboard.Exchange.Views;

/// <summary>A view of the exchange.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Shows">What it will show, in a sentence or two.</param>
/// <param name="Lesson">The address of the lesson that explains it, relative to the page's base.</param>
/// <param name="LessonTitle">What the lesson is about.</param>
public sealed record ExchangeView(string Title, string Shows, string Lesson, string LessonTitle)
{
    /// <summary>The diagram.</summary>
    public static ExchangeView Diagram { get; } = new(
        "Exchange",
        "Each request, response and frame appears here as an arrow between server and browser, with its times and how the browser handled it.",
        "learn/get", "One request, eight events");

    /// <summary>The bytes.</summary>
    public static ExchangeView Wire { get; } = new(
        "Wire",
        "The request, the headers and every frame appear here byte by byte. Select a line to read what it does.",
        "learn/lines", "What each line of a stream does");

    /// <summary>The latencies.</summary>
    public static ExchangeView Latency { get; } = new(
        "Latency",
        "How long each event takes from the server's write to the browser's dispatch, corrected for the difference between their clocks.",
        "learn/polling", "How late news arrives: polling and streaming");

    /// <summary>The connections.</summary>
    public static ExchangeView Connections { get; } = new(
        "Connections",
        "Each connection has a row here: why the previous one ended, how long the browser waited, and the id from which it resumed.",
        "learn/reconnect", "Lose a connection, and come back");

    /// <summary>All views in order.</summary>
    public static IReadOnlyList<ExchangeView> All { get; } = [Diagram, Wire, Latency, Connections];
}
