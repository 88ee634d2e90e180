using MudBlazor;

namespace SseDashboard.Components.Shared;

/// <summary>
/// A sortable column of a <see cref="LiveGrid{TItem}"/>, whose title is the button that sorts. MudBlazor's own button is an arrow
/// beside the title, and is named "Sort" in every column.
/// </summary>
/// <typeparam name="TItem">The type of the rows.</typeparam>
/// <typeparam name="TProperty">The type of what the column is sorted by.</typeparam>
public sealed class LiveColumn<TItem, TProperty> : PropertyColumn<LiveRow<TItem>, TProperty>
{
    /// <summary>Prepares the column.</summary>
    public LiveColumn() => HeaderTemplate = _ => builder =>
    {
        // The click bubbles to the header, which sorts.
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "type", "button");
        builder.AddAttribute(2, "class", "sort");
        builder.AddContent(3, Title);
        builder.CloseElement();
    };
}
