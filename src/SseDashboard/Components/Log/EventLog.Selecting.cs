using Microsoft.JSInterop;
using SseDashboard.Feed;
using SseDashboard.Interop;

namespace SseDashboard.Components.Log;

/// <summary>
/// Selecting rows by mouse, by keyboard and from the page's other views. The list is a single tab stop: its current row follows
/// the arrow keys, and is selected by Enter, or at once while another is (WAI-ARIA, grid pattern).
/// </summary>
public sealed partial class EventLog
{
    private readonly RowKeys _keys;
    private long? _current;
    private long? _shown;
    private long? _known;
    private bool _isHidden;

    /// <summary>Prepares the log.</summary>
    public EventLog(IJSRuntime js) => _keys = new(js, MoveAsync, OpenAsync, CloseAsync);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Selected == _known)
            return;
        // Selected in another view: the row may be far back, or hidden by the filter.
        _known = Selected;
        _isHidden = false;
        if (Selected is not { } number)
            return;
        _current = number;
        _isHidden = await Feed.Filtered.HidesAsync(number);
        if (!_isHidden && Selected == number)
            _shown = number;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _keys.StartAsync(_list.Element);
    }

    private async Task MoveAsync(int rows)
    {
        var view = (FeedView)_list.Items;
        if (view.Count == 0)
            return;
        int from = _current is { } current ? view.IndexOf(current) : -1;
        if (await Feed.Filtered.NumberAtAsync(view, RowKeys.Target(from, rows, view.Count)) is not { } number)
            return;
        _current = _shown = number;
        if (Selected is not null)
            await SelectAsync(number);
        StateHasChanged();
    }

    private Task OpenAsync() => _current is { } current ? SelectAsync(current) : Task.CompletedTask;

    private Task CloseAsync() => Selected is null ? Task.CompletedTask : SelectedChanged.InvokeAsync(null);

    // The row is in view, so the list stays where it is.
    private Task ClickAsync(long number)
    {
        _shown = number;
        _list.StayFor(number);
        return SelectAsync(number);
    }

    private Task SelectAsync(long number)
    {
        _current = _known = number;
        _isHidden = false;
        return SelectedChanged.InvokeAsync(number);
    }
}
