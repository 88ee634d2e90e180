namespace SseDashboard.Display;

/// <summary>Times as the browser reports them: milliseconds since 1970, with fractions.</summary>
internal static class UnixTime
{
    public static double Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>The time of day with milliseconds.</summary>
    public static string Text(double time, TimeSpan offset) =>
        DateTimeOffset.UnixEpoch.AddMilliseconds(time).ToOffset(offset).ToString("HH:mm:ss.fff");
}
