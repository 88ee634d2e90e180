using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;

namespace SseDashboard.Components.Exchange;

/// <summary>
/// The exact bytes on the wire as text, with visible control characters and an explanation of every line; in hex on request.
/// </summary>
public sealed partial class WireView
{
    private const char FirstPicture = '␀';
    private const char LastPicture = '␡';

    private int _shown;
    private int _frames;
    private bool _hex;

    private string Count =>
        _shown < _frames ? $"the newest {_shown:N0} of {_frames:N0} frames" : Quantity.Of(_frames, "frame");

    private void SetHex(bool hex)
    {
        _hex = hex;
        List.Reload();
    }

    // The counts belong to the rows on display and freeze with them.
    private WireRow[] Build()
    {
        var rows = WireRows.Of(Model.Connections, _hex);
        _shown = rows.Count(row => row is { IsHeading: true, Step: not null });
        _frames = Model.Connections.Sum(connection => connection.Frames.Sum(step => step.Wire is null ? step.Burst?.Count ?? 0 : 1));
        return rows;
    }

    private string TimesOf(FrameStep step)
    {
        string written = UnixTime.Text(Passage.ServerTime(Clock, step.Wire!.At, step.Browser?.Item.Time)!.Value, Offset);
        return step.Wire.Flushed is { } flushed
            ? $"{written}, flushed +{Quantity.Duration((flushed - step.Wire.At).TotalMilliseconds)}"
            : $"{written}, never flushed";
    }

    private static string IdOf(WireRow row) => $"wire-{row.Key.Connection}-{row.Key.Step}-{row.Key.Line}";

    // Sets each control picture apart with its name, as few fonts have the pictures. Bidirectional controls have no picture, and
    // would reorder the rest of the line.
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
}
