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
}
