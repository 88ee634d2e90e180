using System.Collections;

namespace SseDashboard.Feed;

/// <summary>A row of the log.</summary>
/// <param name="Number">Its number in the order of arrival, from 0.</param>
/// <param name="Item">What it shows; <see langword="null"/> if it is not here (yet).</param>
public readonly record struct FeedRow(long Number, FeedItem? Item);

/// <summary>The rows of a log at one moment. It holds none itself: reading one that is not here asks the page for it.</summary>
/// <param name="rows">The log.</param>
/// <param name="first">The number of the first row.</param>
/// <param name="count">The number of rows.</param>
public sealed class FeedView(FeedRows rows, long first, int count) : IReadOnlyList<FeedRow>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <summary>The number of the row after the last.</summary>
    public long End => first + count;

    /// <inheritdoc/>
    public FeedRow this[int index]
    {
        get
        {
            long number = first + index;
            var item = rows.Find(number);
            if (item is null && number >= rows.First)
                rows.Want(number);
            return new(number, item);
        }
    }

    /// <summary>The index of the row with that number; negative if it is not among these.</summary>
    public int IndexOf(long number) => number >= first && number < End ? (int)(number - first) : -1;

    /// <inheritdoc/>
    public IEnumerator<FeedRow> GetEnumerator()
    {
        for (int i = 0; i < count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
