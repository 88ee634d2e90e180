using System.Diagnostics;
using System.Globalization;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>The data of an event, about a hundred bytes on the wire including id and line ends.</summary>
internal static class Payload
{
    /// <summary>A byte that occurs exactly once in every event, so that a client can count events by counting it.</summary>
    public const byte Mark = (byte)'!';

    /// <summary>The number of digits in the time.</summary>
    public const int StampLength = 16;

    private const int Length = 71;

    /// <summary>Data without a timestamp.</summary>
    public static readonly string Plain = "!" + new string('x', Length - 1);

    /// <summary>
    /// Data that begins with the mark and a timestamp from the monotonic clock, which all processes on a machine share.
    /// </summary>
    public static string Stamped() => string.Create(Length, Stopwatch.GetTimestamp(), static (text, now) =>
    {
        text.Fill('x');
        text[0] = (char)Mark;
        now.TryFormat(text.Slice(1, StampLength), out _, "X16", CultureInfo.InvariantCulture);
    });
}
