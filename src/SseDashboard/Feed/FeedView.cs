using System.Collections;

namespace SseDashboard.Feed;

/// <summary>A row of the log.</summary>
/// <param name="Number">Its number in the order of arrival, from 0; negative if it is not known yet.</param>
/// <param name="Item">What it shows; <see langword="null"/> if it is not here (yet).</param>
/// <param name="IsGone">Whether the page no longer holds it.</param>
public readonly record struct FeedRow(long Number, FeedItem? Item, bool IsGone = false);

/// <summary>The rows of a log at one moment. It holds none itself: reading one that is not here asks the page for it.</summary>
/// <param name="at">Returns the row at a place.</param>
/// <param name="placeOf">Returns the place of the row with a number, if it is known.</param>
/// <param name="first">The place of the first row.</param>
/// <param name="count">The number of rows.</param>
public sealed class FeedView(Func<long, FeedRow> at, Func<long, long?> placeOf, long first, int count) : IReadOnlyList<FeedRow>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <summary>The place of the first row.</summary>
    public long First => first;

    /// <summary>The place after the last row.</summary>
    public long End => first + count;

    /// <inheritdoc/>
    public FeedRow this[int index] => at(first + index);

    /// <summary>The index of the row with that number; negative if it is not among these.</summary>
    public int IndexOf(long number) => placeOf(number) is { } place && place >= first && place < End ? (int)(place - first) : -1;

    /// <inheritdoc/>
    public IEnumerator<FeedRow> GetEnumerator()
    {
        for (int i = 0; i < count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
