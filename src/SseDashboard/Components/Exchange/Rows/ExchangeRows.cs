using Microsoft.AspNetCore.Components;
using SseDashboard.Exchange;

namespace SseDashboard.Components.Exchange;

/// <summary>A view that lists the exchange in rows, each of which can belong to an event of the log.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <typeparam name="TKey">The type of what identifies a row.</typeparam>
public abstract class ExchangeRows<TRow, TKey> : ComponentBase
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required ExchangeModel Model { get; set; }

    /// <summary>The difference of the clocks, once it is measured; the server's times are shown by the browser's clock.</summary>
    [Parameter]
    public ClockEstimate? Clock { get; set; }

    /// <summary>The browser's offset from UTC.</summary>
    [Parameter]
    public TimeSpan Offset { get; set; }

    /// <summary>The number of the selected row of the log.</summary>
    [Parameter]
    public long? Selected { get; set; }

    /// <summary>Raised when the user selects a row that belongs to an event of the log.</summary>
    [Parameter]
    public EventCallback<long?> SelectedChanged { get; set; }

    /// <summary>The label of the page's button that opens a stream.</summary>
    [Parameter]
    public string Opener { get; set; } = "Connect";

    /// <summary>The rows on display.</summary>
    private protected RowList<TRow, TKey> List { get; set; } = default!;

    /// <summary>Selects the event of a step, if it has one; the list stays where it is.</summary>
    private protected async Task SelectAsync(FrameStep? step)
    {
        if (step?.Browser is not { } browser)
            return;
        List.StayFor(browser.Row);
        await SelectedChanged.InvokeAsync(browser.Row);
    }
}
