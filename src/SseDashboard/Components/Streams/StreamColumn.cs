using SseDashboard.Watching;
using SseDashboard.Streams;

namespace SseDashboard.Components.Streams;

/// <summary>A column of the table of streams by which it can be sorted.</summary>
/// <param name="Title">What stands in its head, with the unit of a bare number.</param>
/// <param name="Compare">Which of two streams comes first.</param>
/// <param name="IsNumber">Whether it stands at the right, and whether the largest is asked for first.</param>
/// <param name="Hint">What it means, where the title does not say it all.</param>
internal sealed record StreamColumn(string Title, Comparison<EventStreamInfo> Compare, bool IsNumber = true, string? Hint = null)
{
    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<StreamColumn> All { get; } =
    [
        new("Stream", (one, other) => one.Id.CompareTo(other.Id), IsNumber: false, "Counts the streams of this host"),
        new("Address", (one, other) => string.CompareOrdinal(one.Address, other.Address), IsNumber: false),
        new("Path", (one, other) => string.CompareOrdinal(one.Path, other.Path), IsNumber: false),
        new("Last id", (one, other) => string.CompareOrdinal(one.LastEventId, other.LastEventId), IsNumber: false, "Written last, or resumed from"),
        new("Age", (one, other) => other.OpenedAt.CompareTo(one.OpenedAt)),
        new("Events", (one, other) => one.Events.CompareTo(other.Events), Hint: "Written, without comments"),
        new("Body", (one, other) => one.Bytes.CompareTo(other.Bytes), Hint: "Bytes of the body written, before any transfer coding"),
        new("Lag (events)", (one, other) => Nullable.Compare(one.Lag, other.Lag), Hint: "Of a broadcast: published, but not written here yet"),
        new("Waiting", (one, other) => Nullable.Compare(one.Waiting, other.Waiting), Hint: "How long a write has been waiting for the client to read"),
        new("Heartbeat in", (one, other) => Nullable.Compare(one.NextHeartbeat, other.NextHeartbeat), Hint: "Unless something else is written before"),
        new("Ends in", (one, other) => Nullable.Compare(one.RemainingLifetime, other.RemainingLifetime), Hint: "What remains of its lifetime; then the client reconnects and resumes"),
    ];
}

/// <summary>Which streams the table shows, and in which order.</summary>
/// <param name="Text">A part of the path or of the address; empty for all.</param>
/// <param name="Column">By which column they are sorted.</param>
/// <param name="Descending">Whether the largest comes first.</param>
internal sealed record StreamView(string Text, StreamColumn Column, bool Descending)
{
    /// <summary>All, the oldest first.</summary>
    public static StreamView Default { get; } = new("", StreamColumn.All[0], false);

    /// <summary>The streams to show. Those that are equal in the column stand in the order of their number.</summary>
    public EventStreamInfo[] Apply(StreamsNow streams)
    {
        var sorted = streams.SortedBy((Column, Descending), Descending ? (one, other) => Column.Compare(other, one) : Column.Compare);
        return Text.Length == 0 ? sorted : [.. sorted.Where(stream =>
            stream.Path.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || stream.Address.Contains(Text, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>Sorted by a column; by the same one again, the other way round.</summary>
    public StreamView By(StreamColumn column) =>
        this with { Column = column, Descending = column == Column ? !Descending : column.IsNumber };
}
