namespace SseDashboard.Exchange.Views;

/// <summary>The keys that move through a list of rows (WAI-ARIA Authoring Practices, listbox pattern).</summary>
internal static class RowKeys
{
    // About as many rows as a short window shows.
    private const int Page = 10;

    /// <summary>Whether the key opens the active row.</summary>
    public static bool Opens(string key) => key is "Enter" or " ";

    /// <summary>The index that a key moves to; <see langword="null"/> if it does not move.</summary>
    /// <param name="key">The key's name (UI Events, <c>KeyboardEvent.key</c>).</param>
    /// <param name="current">The index of the active row; negative if there is none, which begins at the newest row.</param>
    /// <param name="count">The number of rows; at least one.</param>
    public static int? Target(string key, int current, int count)
    {
        int? target = key switch
        {
            "Home" => 0,
            "End" => count - 1,
            "ArrowUp" => current - 1,
            "ArrowDown" => current + 1,
            "PageUp" => current - Page,
            "PageDown" => current + Page,
            _ => null,
        };
        return target is { } index ? current < 0 && key != "Home" ? count - 1 : Math.Clamp(index, 0, count - 1) : null;
    }
}
