namespace SseDashboard.Inspecting;

/// <summary>The paths of the lessons that explain findings.</summary>
internal static class LessonPaths
{
    public const string Format = "learn/lines";
    public const string Post = "learn/post";
    public const string Listeners = "learn/get";
    public const string Closing = "learn/closing";
    public const string Reconnecting = "learn/reconnect";
    public const string KeepAlive = "learn/keep-alive";
    public const string Connections = "learn/connections";
    public const string Errors = "learn/error";
    public const string Between = "learn/between";

    // Of what no other lesson explains: that there is no stream at all.
    public const string Broken = "learn/broken";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
        [Format, Post, Listeners, Closing, Reconnecting, KeepAlive, Connections, Errors, Between, Broken];
}
