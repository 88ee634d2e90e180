using System.Diagnostics;
using System.Globalization;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>The data of an event, which with its id and line ends makes about a hundred bytes on the wire.</summary>
internal static class Payload
{
    /// <summary>Stands once in every event and nowhere else, so that a client counts events by counting bytes.</summary>
    public const byte Mark = (byte)'!';

    /// <summary>The digits of the time.</summary>
    public const int StampLength = 16;

    private const int Length = 71;

    /// <summary>Data without a time.</summary>
    public static readonly string Plain = "!" + new string('x', Length - 1);

    /// <summary>Data that begins with the mark and the monotonic clock, which all processes of a machine share.</summary>
    public static string Stamped() => string.Create(Length, Stopwatch.GetTimestamp(), static (text, now) =>
    {
        text.Fill('x');
        text[0] = (char)Mark;
        now.TryFormat(text.Slice(1, StampLength), out _, "X16", CultureInfo.InvariantCulture);
    });
}
