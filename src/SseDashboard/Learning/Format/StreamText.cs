using System.Text;
using SseDashboard.Display;

namespace SseDashboard.Learning.Format;

/// <summary>
/// A stream as text with visible control characters, without loss: a line feed is a line end of the text, other controls are
/// their Unicode pictures (␍ for CR, ␀ for NUL), and bytes that no text shows are in hex (⟨EF BB BF⟩). ✂ is a cut.
/// </summary>
internal static class StreamText
{
    /// <summary>The mark of a cut.</summary>
    public const char Cut = '✂';

    private const char Open = '⟨';
    private const char Close = '⟩';
    private const char Pictures = '\u2400';
    private const char DeletePicture = '\u2421';
    private const char Delete = '\u007f';

    /// <summary>Writes a stream as text.</summary>
    public static string Write(StreamInput input)
    {
        var text = new StringBuilder();
        int start = 0;
        foreach (int end in input.Cuts.Append(input.Bytes.Length))
        {
            Write(text, input.Bytes.AsSpan(start, end - start));
            if (end < input.Bytes.Length)
                text.Append(Cut);
            start = end;
        }

        return text.ToString();
    }

    /// <summary>Writes bytes as text on one line, for display: a line feed as its picture.</summary>
    public static string Line(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        Write(text, bytes);
        return text.Replace('\n', '␊').ToString();
    }

    /// <summary>Writes a text on one line, for display.</summary>
    public static string Line(string text) => Line(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads what <see cref="Write(StreamInput)"/> wrote, or a person.</summary>
    /// <returns>The stream, or what is wrong with the text.</returns>
    public static (StreamInput? Input, string? Problem) Read(string text)
    {
        var bytes = new List<byte>();
        var cuts = new List<int>();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == Cut)
                cuts.Add(bytes.Count);
            else if (c is >= Pictures and < (char)(Pictures + ' '))
                bytes.Add((byte)(c - Pictures));
            else if (c == DeletePicture)
                bytes.Add((byte)Delete);
            else if (c == Open)
            {
                int end = text.IndexOf(Close, i);
                if (end < 0 || HexText.Bytes(text.AsSpan(i + 1, end - i - 1)) is not { } hex)
                    return (null, $"Between {Open} and {Close} there must be pairs of hex digits, as in {Open}EF BB BF{Close}.");
                bytes.AddRange(hex);
                i = end;
            }
            else
            {
                int length = char.IsHighSurrogate(c) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }

        return Limits.Check(bytes, cuts);
    }

    private static void Write(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        bool inHex = false;
        while (!bytes.IsEmpty)
        {
            bool isText = Rune.DecodeFromUtf8(bytes, out var rune, out int length) == System.Buffers.OperationStatus.Done && IsShown(rune);
            if (isText)
            {
                text.Append(inHex ? Close.ToString() : "");
                text.Append(rune.Value < ' ' && rune.Value is not ('\n' or '\t') ? ((char)(Pictures + rune.Value)).ToString()
                    : rune.Value == Delete ? DeletePicture.ToString() : rune.ToString());
            }
            else
            {
                text.Append(inHex ? ' ' : Open).Append(Convert.ToHexString(bytes[..length]).Chunk(2).Aggregate("", (all, pair) => $"{all} {new string(pair)}").TrimStart());
            }

            inHex = !isText;
            bytes = bytes[length..];
        }

        text.Append(inHex ? Close.ToString() : "");
    }

    // Whatever has another meaning in this notation, or cannot be seen, is written in hex.
    private static bool IsShown(Rune rune) => rune.Value switch
    {
        Cut or Open or Close or (>= Pictures and < Pictures + ' ') or DeletePicture => false,
        0xfeff or (>= 0x80 and < 0xa0) or 0x2028 or 0x2029 or 0x200b => false,
        _ => !rune.IsBmp || !ForeignText.IsControl((char)rune.Value),
    };
}
