using System.Globalization;

namespace SseDashboard.Benchmarks.Dashboard;

/// <summary>Numbers in a page's text.</summary>
internal static class Numbers
{
    /// <summary>The first whole number of a text, which may have separators: 12345 for <c>12,345 events</c>.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static long In(string? text)
    {
        string digits = new([.. (text ?? "").SkipWhile(letter => !char.IsAsciiDigit(letter))
            .TakeWhile(letter => char.IsAsciiDigit(letter) || letter == ',').Where(char.IsAsciiDigit)]);
        return long.TryParse(digits, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FormatException($"'{text}' contains no number.");
    }
}
