using System.Buffers;
using System.Globalization;
using System.Text;

namespace SseDashboard.Display;

/// <summary>
/// Text from a stream, as it may stand between the page's own words. Controls of the bidirectional algorithm (UAX #9) would
/// turn those words round; letters that run from right to left would take them along.
/// </summary>
internal static class ForeignText
{
    // FIRST STRONG ISOLATE takes the direction of what follows, up to POP DIRECTIONAL ISOLATE.
    private const char Isolate = '\u2068';
    private const char Pop = '\u2069';

    // The first block of right-to-left letters begins here; nothing before it needs to be isolated.
    private const char LastLeftToRight = '\u058f';

    private static readonly SearchValues<char> Controls =
        SearchValues.Create("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    /// <summary>Whether a character is a control of the bidirectional algorithm.</summary>
    public static bool IsControl(char character) => Controls.Contains(character);

    /// <summary>How a control is shown: <c>\u202E</c>.</summary>
    public static string Escape(char control) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)control:X4}");

    /// <summary>The text with its controls as escapes, for an element of its own, such as a <c>bdi</c>.</summary>
    public static string? Visible(string? text)
    {
        if (text is null || !text.AsSpan().ContainsAny(Controls))
            return text;
        var visible = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            if (IsControl(character))
                visible.Append(Escape(character));
            else
                visible.Append(character);
        }

        return visible.ToString();
    }

    /// <summary>The same for the middle of a sentence, where no element can set it apart, as in a tooltip.</summary>
    public static string? Isolated(string? text) => text is null || !text.AsSpan().ContainsAnyExceptInRange('\0', LastLeftToRight)
        ? text
        : $"{Isolate}{Visible(text)}{Pop}";
}
