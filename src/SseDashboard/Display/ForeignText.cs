using System.Buffers;
using System.Globalization;
using System.Text;

namespace SseDashboard.Display;

/// <summary>
/// Makes text from a stream safe to show within the page's own words. Bidirectional controls (UAX #9) and right-to-left letters
/// would otherwise reorder those words.
/// </summary>
internal static class ForeignText
{
    // FIRST STRONG ISOLATE takes the direction of what follows, up to POP DIRECTIONAL ISOLATE.
    private const char Isolate = '\u2068';
    private const char Pop = '\u2069';

    // The first block of right-to-left letters follows; text before it needs no isolation.
    private const char LastLeftToRight = '\u058f';

    private static readonly SearchValues<char> Controls =
        SearchValues.Create("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    /// <summary>Whether a character is a control of the bidirectional algorithm.</summary>
    public static bool IsControl(char character) => Controls.Contains(character);

    /// <summary>How a control is shown: <c>\u202E</c>.</summary>
    public static string Escape(char control) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)control:X4}");

    /// <summary>The text with its controls escaped, for an isolating element such as <c>bdi</c>.</summary>
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

    /// <summary>The same, isolated, for the middle of a sentence where no element can do that, such as in a tooltip.</summary>
    public static string? Isolated(string? text) => text is null || !text.AsSpan().ContainsAnyExceptInRange('\0', LastLeftToRight)
        ? text
        : $"{Isolate}{Visible(text)}{Pop}";
}
