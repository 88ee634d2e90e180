using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Feed.Log;

/// <summary>Asks the page for rows that it holds.</summary>
/// <param name="feed">The feed's module. Before it is started, the page holds none.</param>
internal sealed class PageRows(JsModule feed)
{
    /// <summary>Rows by number: at most as many as fit into a message; <see langword="null"/> if the page has no feed.</summary>
    /// <exception cref="InvalidDataException">The answer is not one of the page's script.</exception>
    public async Task<FeedPage?> ReadAsync(long first, int count)
    {
        if (feed.Started is not { } page)
            return null;
        var rows = await page.InvokeAsync<FeedPage>("rows", feed.Left, first, count);
        return FeedBounds.Check(rows, first, count) is { } problem ? throw Wrong(problem) : rows;
    }

    /// <summary>Rows of the filtered view by position; <see langword="null"/> if the page has no feed or another filter.</summary>
    /// <exception cref="InvalidDataException">The answer is not one of the page's script.</exception>
    public async Task<MatchPage?> MatchesAsync(int version, long position, int count)
    {
        if (feed.Started is not { } page)
            return null;
        var rows = await page.InvokeAsync<MatchPage?>("matches", feed.Left, version, position, count);
        return FeedBounds.Check(rows, count) is { } problem ? throw Wrong(problem) : rows;
    }

    /// <summary>The position of a row in the filtered view; negative if it is not there.</summary>
    public async Task<long> PositionOfAsync(int version, long number) =>
        feed.Started is { } page ? await page.InvokeAsync<long>("positionOf", feed.Left, version, number) : -1;

    /// <summary>The feed's object in the page; <see langword="null"/> before it is started.</summary>
    public IJSObjectReference? Started => feed.Started;

    /// <summary>Cancelled as soon as the page is left.</summary>
    public CancellationToken Left => feed.Left;

    /// <summary>The error for what the page's script never sends.</summary>
    public static InvalidDataException Wrong(string problem) =>
        new($"The browser sent what this page's script never sends: {problem}.");
}
