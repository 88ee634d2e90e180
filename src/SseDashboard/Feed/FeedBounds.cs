using SseDashboard.Feed.Log;

namespace SseDashboard.Feed;

/// <summary>
/// The bounds of what comes from the browser. The page's own script keeps to them (reporter.js, crossing.js), but any client with
/// a circuit can make the same calls with any arguments.
/// </summary>
internal static class FeedBounds
{
    /// <summary>The maximum number of items in a report or page: an item of JSON takes 40 bytes, and 32 KB is the longest message.</summary>
    public const int Items = 800;

    // The most console lines that the page keeps (reporter.js).
    private const int Lines = 200;

    // More rows than any page numbers.
    private const long LargestNumber = 1L << 52;

    // Bytes of JSON in the browser. A UTF-16 unit takes at least one byte, so no honest text has more units.
    private const int Name = 512;
    private const int Note = 1_024;
    private const int Data = 4 * 1_024;

    // The memory that an item and a string take in addition to the characters.
    private const int ItemBytes = 152;
    private const int StringBytes = 24;

    // A day before the latest DateTimeOffset, which leaves room for the browser's time zone.
    private static readonly double LatestTime = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch - TimeSpan.FromDays(1)).TotalMilliseconds;

    /// <summary>What is wrong with a report; <see langword="null"/> if the page's script could have sent it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="next">The number that the report must continue from.</param>
    public static string? Check(FeedReport? report, long next) => report switch
    {
        null => "there is no report",
        { Lines: null or { Count: > Lines } } => $"a report has at most {Lines} lines",
        _ when report.Lines.Any(line => line is null || IsLonger(line, Note)) => $"a line is longer than {Note}",
        _ when report.From != next => $"the report begins at {report.From} and not at {next}",
        _ when report.Oldest is < 0 or > LargestNumber => "a number is out of range",
        _ => Check(report.Items) ?? Check(report.Matches, Items),
    };

    /// <summary>What is wrong with a report's new types; <see langword="null"/> if the page's script could have sent them.</summary>
    public static string? CheckTypes(FeedReport report, EventTypes known) => report.Types switch
    {
        null => "there are no types",
        { } types when known.Names.Count + types.Count > EventTypes.Most + 1 => $"there are at most {EventTypes.Most} types",
        { } types when types.Any(name => name is null || IsLonger(name, Name)) => $"a type is longer than {Name}",
        _ => null,
    };

    /// <summary>What is wrong with rows of the filtered view; <see langword="null"/> if the page's script could have sent them.</summary>
    public static string? Check(MatchPage? page, int count) => page switch
    {
        null => null,
        { Rows: null } => "there are no rows",
        _ when page.Rows.Count > count => $"there are more than {count} rows",
        _ when page.First < 0 || page.End < page.First || page.End > LargestNumber || page.Scanned is < 0 or > LargestNumber => "a number is out of range",
        _ when page.From < page.First || page.From + page.Rows.Count > page.End => "a row is out of range",
        _ when page.Rows.Any(row => row is null or { Number: < 0 or > LargestNumber }) => "a row has no number",
        _ => CheckRows(page.Rows.Select(row => row.Item)),
    };

    /// <summary>What is wrong with rows that the circuit asked for; <see langword="null"/> if the page's script could have sent them.</summary>
    public static string? Check(FeedPage page, long first, int count) => page switch
    {
        _ when page.From < first || page.From > LargestNumber || page.Oldest is < 0 or > LargestNumber => "a number is out of range",
        _ when page.Items?.Count > count => $"there are more than {count} rows",
        _ => Check(page.Items) ?? CheckRows(page.Items!),
    };

    private static string? CheckRows(IEnumerable<FeedItem> rows) =>
        rows.Select(row => row?.Kind is FeedItemKind.Skipped or FeedItemKind.Lost ? "a row is missing" : Check(row)).FirstOrDefault(problem => problem is not null);

    private static string? Check(IReadOnlyList<FeedItem?>? items) => items switch
    {
        null => "there are no items",
        { Count: > Items } => $"there are at most {Items} items at a time",
        _ => items.Select(Check).FirstOrDefault(problem => problem is not null),
    };

    /// <summary>The size of an item in memory, including its strings, in bytes.</summary>
    public static long SizeOf(FeedItem item) =>
        ItemBytes + SizeOf(item.Id) + SizeOf(item.Type) + SizeOf(item.Data) + SizeOf(item.Detail);

    /// <summary>The size of a string in memory, in bytes.</summary>
    public static long SizeOf(string? text) => text is null ? 0 : StringBytes + (sizeof(char) * (long)text.Length);

    /// <summary>Whether a text is longer than a number of UTF-16 units.</summary>
    public static bool IsLonger(string? text, int units) => text?.Length > units;

    /// <summary>Whether a number of milliseconds can be shown as a time of day.</summary>
    public static bool IsTime(double milliseconds) => milliseconds >= 0 && milliseconds <= LatestTime;

    private static string? Check(FeedItem? item) => item switch
    {
        null => "an item is null",
        _ when !Enum.IsDefined(item.Kind) || (item.State is { } state && !Enum.IsDefined(state)) => "a kind or state is unknown",
        _ when !IsTime(item.Time) || (item.Delay is { } delay && !IsTime(delay)) || (item.NextTry is { } next && !IsTime(next)) => "a time is out of range",
        _ when item.Until is { } until && !IsTime(until) => "a time is out of range",
        { Length: < 0 } or { Count: < 0 } or { Events: < 0 } or { Stream: < 0 } or { Status: < 0 } => "a number is negative",
        _ when item.Events > item.Count => "there are more events than items",
        _ when IsLonger(item.Id, Name) || IsLonger(item.Type, Name) => $"an id or a type is longer than {Name}",
        _ when IsLonger(item.Detail, Note) => $"a note is longer than {Note}",
        _ when IsLonger(item.Data, Data) => $"a preview is longer than {Data}",
        // It stands for other items and has no text; the exchange counts its size as zero.
        { Kind: FeedItemKind.Lost or FeedItemKind.Skipped } when SizeOf(item) > ItemBytes => "a count of items has a text",
        _ => null,
    };
}
