using SseDashboard.Streams;

namespace SseDashboard.Watching;

/// <summary>A sortable column of the table of streams.</summary>
/// <param name="Title">The heading, with the unit if the cells have none.</param>
/// <param name="Compare">Compares two streams for the sort order.</param>
/// <param name="IsNumber">Whether it is numeric: right-aligned, and sorted largest first at the first click.</param>
/// <param name="Hint">An explanation, if the title is not enough.</param>
internal sealed record StreamColumn(string Title, Comparison<EventStreamInfo> Compare, bool IsNumber = true, string? Hint = null)
{
    /// <summary>All columns, in table order.</summary>
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

/// <summary>The filter and sort order of the table of streams.</summary>
/// <param name="Text">Text that the path or the address must contain; empty for all streams.</param>
/// <param name="Column">The column to sort by.</param>
/// <param name="Descending">Whether the largest comes first.</param>
internal sealed record StreamView(string Text, StreamColumn Column, bool Descending)
{
    /// <summary>All streams, oldest first.</summary>
    public static StreamView Default { get; } = new("", StreamColumn.All[0], false);

    /// <summary>The streams to show. Those that are equal in the column are ordered by their number.</summary>
    public EventStreamInfo[] Apply(StreamsNow streams)
    {
        var sorted = streams.SortedBy((Column, Descending), Descending ? (one, other) => Column.Compare(other, one) : Column.Compare);
        return Text.Length == 0 ? sorted : [.. sorted.Where(stream =>
            stream.Path.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || stream.Address.Contains(Text, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The view sorted by a column; if it already is, in the opposite direction.</summary>
    public StreamView By(StreamColumn column) =>
        this with { Column = column, Descending = column == Column ? !Descending : column.IsNumber };
}
