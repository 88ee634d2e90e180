using System.Globalization;
using System.Text;

namespace SseDashboard.Display;

/// <summary>Bytes as they are shown: in hex, and as text with visible control characters.</summary>
internal static class RawBytes
{
    /// <summary>The bytes of a row in hex.</summary>
    public const int PerRow = 16;

    /// <summary>A row: the offset, at most 16 bytes in hex, and those that are ASCII as text.</summary>
    public static string HexRow(int offset, ReadOnlySpan<byte> bytes)
    {
        string hex = Convert.ToHexStringLower(bytes);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{offset:x4}  ");
        for (int i = 0; i < PerRow; i++)
            text.Append(i < bytes.Length ? hex.AsSpan(2 * i, 2) : "  ").Append(i == 7 ? "  " : " ");
        text.Append(' ');
        foreach (byte b in bytes)
            text.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
        return text.ToString();
    }

    /// <summary>The text with a symbol for each control character: U+2400 and up, and U+2421 for DEL.</summary>
    public static string Pictures(string text) => string.Concat(text.Select(c => c switch
    {
        < ' ' => (char)(0x2400 + c),
        '\x7f' => '␡',
        _ => c,
    }));
}
