using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using SseDashboard.Display;
using SseDashboard.Feed;
using SseDashboard.Feed.Log;

namespace SseDashboard.Components.Log;

/// <summary>A row of the log in full: its fields, its whole data, and what is unusual about it.</summary>
public sealed partial class EventDetails
{
    private static readonly Dictionary<string, object?> ReadingLabel = new() { ["aria-label"] = "Reading the data" };

    private long? _shown;
    private FeedItem? _item;
    private string? _text;
    private string? _formatted;
    private string? _note;
    private bool _isFormatted = true;
    private bool _reading;

    /// <summary>The number of the row.</summary>
    [Parameter, EditorRequired]
    public required long Number { get; set; }

    /// <summary>The feed of the row, which can read the rest of a long text.</summary>
    [Parameter, EditorRequired]
    public required BrowserFeed Feed { get; set; }

    /// <summary>Whether the event is known to have inherited its id.</summary>
    [Parameter]
    public bool IsInherited { get; set; }

    /// <summary>Raised when the user closes the details.</summary>
    [Parameter]
    public EventCallback OnDismiss { get; set; }

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Number)
            return;

        long number = Number;
        _shown = number;
        _item = Feed.Rows.Find(number);
        _reading = _item is not { Cut: false };
        Show(_item?.Data, null);
        if (!_reading)
            return;

        var (item, whole, problem) = await ReadAsync(number);
        if (_shown != number)
            return;
        _reading = false;
        _item = item;
        Show(whole ?? item?.Data, problem);
    }

    private void Show(string? text, string? note)
    {
        (_text, _note) = (text, note);
        _formatted = text is null || _reading || note is not null ? null : JsonText.Format(text);
    }

    private async Task<(FeedItem? Item, string? Whole, string? Problem)> ReadAsync(long number)
    {
        var item = _item;
        try
        {
            item ??= await Feed.Rows.FindAsync(number);
            string? whole = item is null or { Cut: false } ? item?.Data : await Feed.ReadTextAsync(number);
            return (item, whole, (item, whole) switch
            {
                (null, _) => "The page no longer has this row: it was dropped to make room for newer ones.",
                ({ Cut: true }, null) => "The page no longer has the whole text; this is its beginning.",
                _ => null,
            });
        }
        catch (Exception silence) when (silence is OperationCanceledException or TimeoutException)
        {
            return (item, null, "The browser does not answer; this is the beginning of the text.");
        }
    }

    private async Task CopyAsync(string format)
    {
        var (text, worked) = ExportWords.Of(await Feed.Export.CopyRowAsync(Number, format), format);
        Snackbar.Add(text, worked ? Severity.Success : Severity.Warning);
    }

    private Task DismissOnEscapeAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnDismiss.InvokeAsync() : Task.CompletedTask;
}
