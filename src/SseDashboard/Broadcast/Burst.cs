using System.Globalization;
using System.Text;

namespace SseDashboard.Broadcast;

/// <summary>Many events in a row that differ in a number only: <c>hello 1/1000</c>, <c>hello 2/1000</c>.</summary>
/// <param name="Type">The events' type; <see langword="null"/> for <c>message</c>.</param>
/// <param name="Data">What stands before the number. A burst of one has no number.</param>
/// <param name="Number">How many events.</param>
internal sealed record Burst(string? Type, string Data, int Number)
{
    // A quarter of a megabyte of events at a time: enough that the work between two pieces costs nothing, and nothing beside the
    // 4 MB that a channel keeps.
    private const int PieceBytes = 256 * 1024;

    // What an event takes in memory besides its data's characters.
    private const int EventBytes = 200;

    // No shorter id is ever given to an event.
    private const string ShortestId = "00000000-1";

    /// <summary>How many events make a piece.</summary>
    public int Piece => Math.Max(1, PieceBytes / (EventBytes + (sizeof(char) * Data.Length)));

    /// <summary>The bytes of its largest event on the wire, as far as they are known before it has its id.</summary>
    public int LargestEvent => Encoding.UTF8.GetByteCount($"id: {ShortestId}\nevent: {Type}\ndata: {DataOf(Number)}\n\n")
        - (Type is null ? "event: \n".Length : 0);

    /// <summary>Some of the events.</summary>
    /// <param name="first">The number of the first of them, from 1.</param>
    /// <param name="count">How many.</param>
    public Publication[] Take(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => new Publication { Type = Type, Data = DataOf(number) })];

    private string DataOf(int number) => Number == 1 ? Data : string.Create(CultureInfo.InvariantCulture, $"{Data} {number}/{Number}");
}
