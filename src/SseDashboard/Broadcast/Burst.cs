using System.Globalization;
using System.Text;

namespace SseDashboard.Broadcast;

/// <summary>A series of events that differ only in a number: <c>hello 1/1000</c>, <c>hello 2/1000</c>.</summary>
/// <param name="Type">The events' type; <see langword="null"/> for <c>message</c>.</param>
/// <param name="Data">The text before the number. A burst of one has no number.</param>
/// <param name="Number">How many events.</param>
internal sealed record Burst(string? Type, string Data, int Number)
{
    // Large enough to make the work between two pieces negligible, small next to the 4 MB that a channel keeps.
    private const int PieceBytes = 256 * 1024;

    // An event's size in memory without its data.
    private const int EventBytes = 200;

    // No event's id is shorter.
    private const string ShortestId = "00000000-1";

    /// <summary>The number of events in a piece.</summary>
    public int Piece => Math.Max(1, PieceBytes / (EventBytes + (sizeof(char) * Data.Length)));

    /// <summary>The size of its largest event on the wire, in bytes, with the shortest possible id: a lower bound.</summary>
    public int LargestEvent => Encoding.UTF8.GetByteCount($"id: {ShortestId}\nevent: {Type}\ndata: {DataOf(Number)}\n\n")
        - (Type is null ? "event: \n".Length : 0);

    /// <summary>A run of the events.</summary>
    /// <param name="first">The number of the first one, counted from 1.</param>
    /// <param name="count">How many.</param>
    public Publication[] Take(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => new Publication { Type = Type, Data = DataOf(number) })];

    private string DataOf(int number) => Number == 1 ? Data : string.Create(CultureInfo.InvariantCulture, $"{Data} {number}/{Number}");
}
