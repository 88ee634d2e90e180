using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Components.Shared;
using SseDashboard.Exchange.Views;
using SseDashboard.Interop;

namespace SseDashboard.Components.Exchange;

/// <summary>
/// A list that follows its end, with one tab stop: the arrow keys move the active row, and the note below explains it (WAI-ARIA
/// Authoring Practices, listbox pattern).
/// </summary>
/// <typeparam name="TItem">The type of the rows.</typeparam>
/// <typeparam name="TKey">The type of what identifies a row.</typeparam>
public sealed partial class RowList<TItem, TKey> : IAsyncDisposable
{
    private readonly Dictionary<string, object> _attributes = [];
    private readonly RowKeys _keys;
    private FollowingList<TItem> _list = default!;
    private TKey? _active;
    private string? _current;
    private int _clears;

    /// <summary>Prepares the list.</summary>
    public RowList(IJSRuntime js) => _keys = new(js, MoveAsync, OpenAsync, () => Task.CompletedTask);

    /// <summary>The id of the note; unique on the page.</summary>
    [Parameter, EditorRequired]
    public required string NoteId { get; set; }

    /// <summary>Returns the id of a row's element; unique on the page.</summary>
    [Parameter, EditorRequired]
    public required Func<TItem, string> IdOf { get; set; }

    /// <summary>Returns the rows as they are now, oldest first.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<TItem>> Source { get; set; }

    /// <summary>Changes whenever the rows of <see cref="Source"/> change.</summary>
    [Parameter, EditorRequired]
    public required long Version { get; set; }

    /// <summary>Changes whenever the source is emptied.</summary>
    [Parameter, EditorRequired]
    public required int Clears { get; set; }

    /// <summary>The height of a row in CSS pixels.</summary>
    [Parameter, EditorRequired]
    public required float RowHeight { get; set; }

    /// <summary>The accessible name of the rows.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Returns what identifies a row.</summary>
    [Parameter, EditorRequired]
    public required Func<TItem, TKey> KeyOf { get; set; }

    /// <summary>The selected event's row number in the log.</summary>
    [Parameter]
    public long? Selected { get; set; }

    /// <summary>Returns whether a row shows the event with that row number in the log.</summary>
    [Parameter, EditorRequired]
    public required Func<TItem, long, bool> Holds { get; set; }

    /// <summary>Whether the view is frozen wherever the user scrolls.</summary>
    [Parameter]
    public bool Paused { get; set; }

    /// <summary>Lays out the panel: <see cref="Rows"/>, <see cref="Note"/> and <see cref="ToNewest"/>.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<RowList<TItem, TKey>> Frame { get; set; }

    /// <summary>Renders one row.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<TItem> Row { get; set; }

    /// <summary>Explains the active row.</summary>
    [Parameter, EditorRequired]
    public required Func<TItem, Explanation> Explain { get; set; }

    /// <summary>What can be done with the active row.</summary>
    [Parameter]
    public RenderFragment<TItem>? Actions { get; set; }

    /// <summary>Shown instead of rows while there are none.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>Raised when a row is clicked.</summary>
    [Parameter]
    public EventCallback<TItem> OnClick { get; set; }

    /// <summary>Raised when Enter or the space bar is pressed on the active row.</summary>
    [Parameter]
    public EventCallback<TItem> OnOpen { get; set; }

    /// <summary>The rows on display.</summary>
    public IReadOnlyList<TItem> Items => _list.Items;

    /// <summary>The rows, or what to do to get some.</summary>
    public RenderFragment Rows => _list.Rows;

    /// <summary>The button that returns to the end, while the view is frozen.</summary>
    public RenderFragment ToNewest => _list.ToNewest();

    /// <summary>Replaces the view after the user changed what the source returns.</summary>
    public void Reload() => _list.Reload();

    /// <summary>Moves the focus to the list.</summary>
    public ValueTask FocusAsync() => _list.Element.FocusAsync();

    /// <summary>Does not scroll when this event becomes selected.</summary>
    public void StayFor(long selected) => _list.StayFor(selected);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_clears == Clears)
            return;
        _clears = Clears;
        // A new row may have the key of one that is gone.
        (_active, _current) = (null, null);
        _attributes.Remove("aria-describedby");
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _keys.StartAsync(_list.Element);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _keys.DisposeAsync();

    private bool IsActive(TItem row) => _active is { } active && KeyOf(row).Equals(active);

    private int IndexOf(IReadOnlyList<TItem> rows, long selected)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            if (Holds(rows[i], selected))
                return i;
        }

        return -1;
    }

    private int ActiveIndex()
    {
        for (int i = 0; _active is not null && i < Items.Count; i++)
        {
            if (IsActive(Items[i]))
                return i;
        }

        return -1;
    }

    private void Activate(TItem row)
    {
        _active = KeyOf(row);
        _current = IdOf(row);
        _attributes["aria-describedby"] = NoteId;
    }

    private async Task ClickAsync(TItem row)
    {
        Activate(row);
        await OnClick.InvokeAsync(row);
    }

    private async Task MoveAsync(int rows)
    {
        if (Items.Count == 0)
            return;
        int target = RowKeys.Target(ActiveIndex(), rows, Items.Count);
        Activate(Items[target]);
        StateHasChanged();
        await _list.Follower.ShowAsync(target, Items.Count);
    }

    private async Task OpenAsync()
    {
        if (ActiveIndex() is >= 0 and var index)
            await OnOpen.InvokeAsync(Items[index]);
    }
}
