namespace SseDashboard.Feed.Log;

/// <summary>
/// The event types that have appeared in a page, numbered in order of appearance. The page numbers them (log/types.js), at most
/// fifty; all others share one number more.
/// </summary>
public sealed class EventTypes
{
    /// <summary>The most names that the page reports.</summary>
    public const int Most = 51;

    /// <summary>The number of the rows that are not events, such as those for connecting and closing.</summary>
    public const int BrowserRows = 0;

    private readonly List<string> _names = ["browser"];

    /// <summary>The names, by number.</summary>
    public IReadOnlyList<string> Names => _names;

    internal void Add(IEnumerable<string> names) => _names.AddRange(names);
}
