namespace SseDashboard.Feed.Log;

/// <summary>Which rows of the log to show.</summary>
/// <param name="Shown">The numbers of the types to show (see <see cref="EventTypes"/>); <see langword="null"/> for all.</param>
/// <param name="Text">What the id, type or data must contain, in upper or lower case; empty for anything.</param>
public sealed record RowFilter(IReadOnlyCollection<int>? Shown, string Text)
{
    /// <summary>The longest text to search for, in UTF-16 units.</summary>
    public const int LongestText = 200;

    /// <summary>The filter that shows every row.</summary>
    public static RowFilter All { get; } = new(null, "");

    /// <summary>Whether it shows every row.</summary>
    public bool IsAll => Shown is null && Text.Length == 0;
}

/// <summary>A row of the filtered view as it crosses.</summary>
/// <param name="Number">Its number in the log.</param>
/// <param name="Item">What it shows.</param>
public sealed record MatchedRow(long Number, FeedItem Item);

/// <summary>
/// Rows of the filtered view. A row's place there is its position: from 0, and those of dropped rows are not used again.
/// </summary>
/// <param name="Version">The filter.</param>
/// <param name="First">The position of the oldest row.</param>
/// <param name="End">The position after the newest row.</param>
/// <param name="Scanned">The number of the first row of the log that has not been examined yet.</param>
/// <param name="From">The position of the first of <paramref name="Rows"/>.</param>
/// <param name="Rows">Some rows, in order.</param>
public sealed record MatchPage(int Version, long First, long End, long Scanned, long From, IReadOnlyList<MatchedRow> Rows);
