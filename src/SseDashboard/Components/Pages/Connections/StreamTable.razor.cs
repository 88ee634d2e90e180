using Microsoft.AspNetCore.Components;
using SseDashboard.Components.Shared;
using SseDashboard.Display;
using SseDashboard.Streams;
using SseDashboard.Watching;

namespace SseDashboard.Components.Pages;

/// <summary>All open streams, sortable, with a filter.</summary>
public sealed partial class StreamTable
{
    // Longer than any path of this host.
    private const int LongestFilter = 200;

    private string _filter = "";
    private string _text = "";
    private int _shown;

    /// <summary>All open streams.</summary>
    [Parameter, EditorRequired]
    public required StreamsNow Streams { get; set; }

    /// <summary>The ids of streams dropped since the snapshot was taken; they are left out.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlySet<long> Dropped { get; set; }

    /// <summary>Raised with the id of the stream to drop.</summary>
    [Parameter]
    public EventCallback<long> OnDrop { get; set; }

    /// <summary>Raised with the ids of all streams that the filter shows, to drop them once the user confirms.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<long>> OnDropAll { get; set; }

    private int Total => Streams.All.Length - (Dropped.Count == 0 ? 0 : Streams.All.Count(stream => Dropped.Contains(stream.Id)));

    private string Count => _shown == Total ? Quantity.Of(Total, "stream") : $"{_shown:N0} of {Quantity.Of(Total, "stream")}";

    /// <inheritdoc/>
    protected override void OnParametersSet() => _shown = Streams.All.Count(IsShown);

    private static string Lag(LiveRow<EventStreamInfo> row) => row.Item.Lag > 0 ? "number at-medium behind" : "number at-medium";

    private static string Blocked(LiveRow<EventStreamInfo> row) => row.Item.Waiting is null ? "number at-medium" : "number at-medium behind";

    private void Filter(string? text)
    {
        _filter = text ?? "";
        _text = _filter.Trim();
        _shown = Streams.All.Count(IsShown);
    }

    private Task DropAllAsync() => OnDropAll.InvokeAsync([.. Streams.All.Where(IsShown).Select(stream => stream.Id)]);

    private bool IsShown(EventStreamInfo stream) => !Dropped.Contains(stream.Id)
        && (_text.Length == 0
            || stream.Path.Contains(_text, StringComparison.OrdinalIgnoreCase)
            || stream.Address.Contains(_text, StringComparison.OrdinalIgnoreCase));
}
