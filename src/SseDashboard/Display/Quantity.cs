using System.Globalization;

namespace SseDashboard.Display;

/// <summary>Numbers for people to read, each with its unit.</summary>
internal static class Quantity
{
    private const long Kilo = 1_000;

    /// <summary>A number of bytes, in units of 1,000 bytes: <c>999 B</c>, <c>1.2 kB</c>, <c>3.4 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < Kilo => Text($"{bytes} B"),
        < Kilo * Kilo => Text($"{(double)bytes / Kilo:0.0} kB"),
        < Kilo * Kilo * Kilo => Text($"{(double)bytes / (Kilo * Kilo):0.0} MB"),
        _ => Text($"{(double)bytes / (Kilo * Kilo * Kilo):0.0} GB"),
    };

    /// <summary>A time span, in at most two units: <c>12 s</c>, <c>3 min 05 s</c>, <c>1 h 02 min</c>, <c>2 d 03 h</c>.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => Text($"{Math.Max(0, time.Seconds)} s"),
        { TotalHours: < 1 } => Text($"{time.Minutes} min {time.Seconds:00} s"),
        { TotalDays: < 1 } => Text($"{time.Hours} h {time.Minutes:00} min"),
        _ => Text($"{time.Days} d {time.Hours:00} h"),
    };

    /// <summary>Milliseconds: <c>3.2 ms</c> below 10 ms, where the fraction matters, else <c>512 ms</c>.</summary>
    public static string Milliseconds(double milliseconds) =>
        milliseconds < 10 ? Text($"{milliseconds:0.0} ms") : Text($"{milliseconds:N0} ms");

    /// <summary>A duration in one unit: <c>3.2 ms</c>, <c>512 ms</c>, <c>1.5 s</c>, <c>2.0 min</c>. May be negative.</summary>
    public static string Duration(double milliseconds) => Math.Abs(milliseconds) switch
    {
        < 10 => Text($"{milliseconds:0.0} ms"),
        < 1_000 => Text($"{milliseconds:0} ms"),
        < 60_000 => Text($"{milliseconds / 1_000:0.0} s"),
        _ => Text($"{milliseconds / 60_000:0.0} min"),
    };

    /// <summary>A number of things: <c>1 event</c>, <c>1,200 events</c>.</summary>
    public static string Of(long number, string one, string? many = null) =>
        Text($"{number:N0} {(number == 1 ? one : many ?? one + "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
