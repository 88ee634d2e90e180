using System.Globalization;
using System.Text;
using SseDashboard.Display;

namespace SseDashboard.Inspecting;

/// <summary>Evidence in words.</summary>
internal static class Words
{
    private const int Longest = 120;

    /// <summary>A duration in seconds: <c>3.20 s</c>.</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    /// <summary>Text with its control characters escaped, truncated.</summary>
    public static string Quote(string text) => Quote(Encoding.UTF8.GetBytes(text.Length > Longest * 2 ? text[..(Longest * 2)] : text));

    /// <summary>Bytes as text: controls as <c>\n</c> or <c>\u0000</c>, invalid UTF-8 as <c>\xFF</c>; truncated.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (!bytes.IsEmpty && text.Length < Longest)
        {
            bool isValid = Rune.DecodeFromUtf8(bytes, out var rune, out int length) == System.Buffers.OperationStatus.Done;
            if (!isValid)
            {
                foreach (byte wrong in bytes[..length])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{wrong:X2}");
            }
            else
                Append(text, rune);
            bytes = bytes[length..];
        }

        if (!bytes.IsEmpty)
            text.Append('…');
        return ForeignText.Visible(text.ToString())!;
    }

    /// <summary>A list for a sentence: the first few, and how many more.</summary>
    public static string List(IEnumerable<string> names, int atMost = 5)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(atMost)) + (all.Length > atMost ? $" and {all.Length - atMost} more" : "");
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        switch (rune.Value)
        {
            case '\n':
                text.Append("\\n");
                break;
            case '\r':
                text.Append("\\r");
                break;
            case '\t':
                text.Append("\\t");
                break;
            case 0xFEFF:
                text.Append("\\uFEFF");
                break;
            case var value when Rune.IsControl(rune):
                text.Append(CultureInfo.InvariantCulture, $"\\u{value:X4}");
                break;
            default:
                text.Append(rune.ToString());
                break;
        }
    }
}
