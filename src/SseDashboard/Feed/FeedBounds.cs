namespace SseDashboard.Feed;

/// <summary>
/// The bounds of a batch from the browser. The page's own script keeps to them (browser-feed.js, batcher.js), but any client
/// with a circuit can make the same calls with any arguments.
/// </summary>
internal static class FeedBounds
{
    /// <summary>The maximum number of items in a batch: <c>maxItems</c> in batcher.js.</summary>
    public const int BatchItems = 500;

    // Bytes of JSON in the browser. A UTF-16 unit takes at least one byte, so no honest text has more units.
    private const int Name = 512;
    private const int Note = 1_024;
    private const int Data = 4 * 1_024;

    // The memory that an item and a string take in addition to the characters.
    private const int ItemBytes = 128;
    private const int StringBytes = 24;

    // A day before the latest DateTimeOffset, which leaves room for the browser's time zone.
    private static readonly double LatestTime = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch - TimeSpan.FromDays(1)).TotalMilliseconds;

    /// <summary>What is wrong with a batch; <see langword="null"/> if the page's script could have sent it.</summary>
    public static string? Check(IReadOnlyList<FeedItem?>? batch) => batch switch
    {
        null => "there is no batch",
        { Count: > BatchItems } => $"a batch has at most {BatchItems} items",
        _ => batch.Select(Check).FirstOrDefault(problem => problem is not null),
    };

    /// <summary>The size of an item in memory, including its strings, in bytes.</summary>
    public static long SizeOf(FeedItem item) =>
        ItemBytes + SizeOf(item.Id) + SizeOf(item.Type) + SizeOf(item.Data) + SizeOf(item.Detail) + SizeOf(item.Console);

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
        { Length: < 0 } or { Count: < 0 } or { Stream: < 0 } or { Status: < 0 } => "a number is negative",
        _ when IsLonger(item.Id, Name) || IsLonger(item.Type, Name) => $"an id or a type is longer than {Name}",
        _ when IsLonger(item.Detail, Note) || IsLonger(item.Console, Note) => $"a note is longer than {Note}",
        _ when IsLonger(item.Data, Data) => $"a preview is longer than {Data}",
        // It stands for dropped items and has no text; the exchange counts its size as zero.
        { Kind: FeedItemKind.Lost } when SizeOf(item) > ItemBytes => "a lost item has a text",
        _ => null,
    };
}
