namespace SseDashboard.Components.Shared;

/// <summary>
/// A row of a <see cref="LiveGrid{TItem}"/>: the same object for as long as the row exists, so that the grid keeps the row's
/// elements, and with them the focus, when the row has news.
/// </summary>
/// <param name="item">The row's first state.</param>
public sealed class LiveRow<TItem>(TItem item)
{
    /// <summary>The row's newest state.</summary>
    public TItem Item { get; internal set; } = item;

    /// <summary>
    /// The state that the row is sorted by: up to <see cref="LiveOrder.Held"/> old. By one that changes all the time, rows would
    /// move every second, too fast to click, and each row that comes into view crosses whole: 4 kB instead of 0.3.
    /// </summary>
    public TItem Sorted { get; internal set; } = item;
}

/// <summary>How often the order of a <see cref="LiveGrid{TItem}"/> changes.</summary>
public static class LiveOrder
{
    /// <summary>How long the order is held: time enough to read a row and press its button.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromSeconds(5);
}
