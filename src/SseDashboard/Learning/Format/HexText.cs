using System.Text;

namespace SseDashboard.Learning.Format;

/// <summary>A stream in hex: pairs of digits, with a line for each line of the stream. ✂ is a cut.</summary>
internal static class HexText
{
    /// <summary>Writes a stream.</summary>
    public static string Write(StreamInput input)
    {
        var text = new StringBuilder();
        for (int i = 0; i < input.Bytes.Length; i++)
        {
            if (input.Cuts.Contains(i))
                text.Append(StreamText.Cut);
            text.Append(input.Bytes[i].ToString("X2", null)).Append(input.Bytes[i] == '\n' ? '\n' : ' ');
        }

        return text.ToString().TrimEnd(' ');
    }

    /// <summary>Reads a stream.</summary>
    /// <returns>The stream, or what is wrong with the text.</returns>
    public static (StreamInput? Input, string? Problem) Read(string text)
    {
        var bytes = new List<byte>();
        var cuts = new List<int>();
        foreach (string part in text.Split(StreamText.Cut))
        {
            if (bytes.Count > 0 || cuts.Count > 0)
                cuts.Add(bytes.Count);
            if (Bytes(part) is not { } more)
                return (null, "Hex needs pairs of the digits 0 to 9 and A to F. Spaces and line ends between the pairs do not matter.");
            bytes.AddRange(more);
        }

        return Limits.Check(bytes, cuts);
    }

    /// <summary>Pairs of hex digits, with any white space between them; <see langword="null"/> if the text is something else.</summary>
    public static byte[]? Bytes(ReadOnlySpan<char> text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsAsciiHexDigit(c))
                digits.Append(c);
            else if (!char.IsWhiteSpace(c))
                return null;
        }

        return digits.Length % 2 == 0 ? Convert.FromHexString(digits.ToString()) : null;
    }
}
