using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace SseDashboard.Interop;

/// <summary>
/// The keyboard of a list that is a single tab stop: the keys move its current row, open it, and close what is open (WAI-ARIA
/// Authoring Practices, listbox and grid patterns).
/// </summary>
/// <param name="js">The circuit's JavaScript runtime.</param>
/// <param name="move">Moves the current row by a number of rows, which may lead beyond the list: see <see cref="Target"/>.</param>
/// <param name="open">Opens the current row, if there is one.</param>
/// <param name="close">Closes what is open.</param>
public sealed class RowKeys(IJSRuntime js, Func<int, Task> move, Func<Task> open, Func<Task> close) : IAsyncDisposable
{
    private readonly JsModule _module = new(js, "./js/keys/row-keys.js");
    private DotNetObjectReference<RowKeys>? _self;

    /// <summary>Starts to listen on the element that has the focus; call it once, after the first render.</summary>
    public Task StartAsync(ElementReference element) => _module.StartAsync(element, _self = DotNetObjectReference.Create(this));

    /// <summary>The index that a move leads to, within the list. The first move starts behind the newest row.</summary>
    /// <param name="current">The index of the current row; negative if there is none.</param>
    /// <param name="rows">By how many rows to move.</param>
    /// <param name="count">The number of rows; at least 1.</param>
    public static int Target(int current, int rows, int count) => (int)Math.Clamp((long)(current < 0 ? count : current) + rows, 0, count - 1);

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public Task OnMove(int rows) => move(rows);

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public Task OnOpen() => open();

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public Task OnEscape() => close();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _module.DisposeAsync();
        }
        finally
        {
            _self?.Dispose();
        }
    }
}
