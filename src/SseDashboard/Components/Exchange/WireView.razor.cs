using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;
using SseDashboard.Interop;

namespace SseDashboard.Components.Exchange;

/// <summary>
/// The exact bytes on the wire as text, with control characters made visible and every line explained; in hex on request.
/// </summary>
public sealed partial class WireView : IAsyncDisposable
{
    private const int RowHeight = 24;
    private const char FirstPicture = '␀';
    private const char LastPicture = '␡';

    private readonly TailFollower _follower;
    private ElementReference _rows;
    private WireRow[] _view = [];
    private int _shown;
    private int _frames;
    private long _version = -1;
    private int _clears;
    private bool _hex;

    public WireView(IJSRuntime js) => _follower = new(js, Refresh);

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required ExchangeModel Model { get; set; }

    /// <summary>The browser's offset from UTC.</summary>
    [Parameter]
    public TimeSpan Offset { get; set; }

    /// <summary>The number of the selected row of the log.</summary>
    [Parameter]
    public long? Selected { get; set; }

    /// <summary>What stands in the view while it is empty.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    private string Count =>
        _shown < _frames ? $"the newest {_shown:N0} of {_frames:N0} frames" : ExchangeWords.Count(_frames, "frame");

    /// <inheritdoc/>
    protected override void OnParametersSet() => TakeView();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _follower.StartAsync(_rows);
    }

    private void Refresh()
    {
        TakeView();
        StateHasChanged();
    }

    private void TakeView()
    {
        if (_version == Model.Version || (!_follower.IsFollowing && _clears == Model.Clears))
            return;
        BuildView();
        (_version, _clears) = (Model.Version, Model.Clears);
    }

    private void SetHex(bool hex)
    {
        _hex = hex;
        BuildView();
    }

    // The numbers are of the rows shown: while a person reads further up, neither goes on.
    private void BuildView()
    {
        _view = WireRows.Of(Model.Connections, _hex);
        _shown = _view.Count(row => row is { IsHeading: true, Step: not null });
        _frames = Model.Connections.Sum(connection => connection.Frames.Count(step => step.Wire is not null));
    }

    private bool IsSelected(WireRow row) => Selected is not null && row.Step?.Browser?.Row == Selected;

    private string TimesOf(FrameStep step)
    {
        string written = UnixTime.Text(UnixTime.Of(step.Wire!.At), Offset);
        return step.Wire.Flushed is { } flushed
            ? $"{written}, flushed +{ExchangeWords.Duration((flushed - step.Wire.At).TotalMilliseconds)}"
            : $"{written}, never flushed";
    }

    private static string TipId(WireRow row) => $"wire-{row.Key.Connection}-{row.Key.Step}-{row.Key.Line}";

    // The picture of each control character is set apart, with its name: few fonts have the pictures. Those of the bidirectional
    // algorithm have none, and would turn the rest of the line round.
    private static IEnumerable<(string Text, string? Name)> PartsOf(string text)
    {
        int from = 0;
        for (int at = 0; at < text.Length; at++)
        {
            bool isControl = ForeignText.IsControl(text[at]);
            if (!isControl && text[at] is < FirstPicture or > LastPicture)
                continue;
            if (at > from)
                yield return (text[from..at], null);
            yield return isControl ? (ForeignText.Escape(text[at]), $"U+{(int)text[at]:X4}") : (text.Substring(at, 1), NameOf(text[at]));
            from = at + 1;
        }

        if (from < text.Length)
            yield return (text[from..], null);
    }

    private static string NameOf(char picture) => picture switch
    {
        '␀' => "NUL",
        '␉' => "TAB",
        '␊' => "LF",
        '␍' => "CR",
        '␛' => "ESC",
        '␡' => "DEL",
        _ => $"{picture - FirstPicture:X2}",
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _follower.DisposeAsync();
}
