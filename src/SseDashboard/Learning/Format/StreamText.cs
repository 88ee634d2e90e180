using System.Buffers;
using System.Text;
using SseDashboard.Display;

namespace SseDashboard.Learning.Format;

/// <summary>
/// A stream as text with visible control characters, without loss: a line feed is a line end of the text, «CR» and «NUL» are
/// those characters, other bytes that no text shows are in hex («EF BB BF»), and ✂ is a cut.
/// </summary>
internal static class StreamText
{
    /// <summary>The mark of a cut.</summary>
    public const char Cut = '✂';

    // In the first 256 characters of Unicode, which every typeface has; it has no pictures of controls.
    private const char Open = '«';
    private const char Close = '»';

    private static readonly Dictionary<string, byte> Names = new() { ["LF"] = 0x0a, ["CR"] = 0x0d, ["NUL"] = 0 };

    /// <summary>Writes a stream as text.</summary>
    public static string Write(StreamInput input)
    {
        var text = new StringBuilder();
        int start = 0;
        foreach (int end in input.Cuts.Append(input.Bytes.Length))
        {
            Write(text, input.Bytes.AsSpan(start, end - start), "\n");
            if (end < input.Bytes.Length)
                text.Append(Cut);
            start = end;
        }

        return text.ToString();
    }

    /// <summary>Writes bytes on one line, for display: a line feed is «LF».</summary>
    public static string Line(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        Write(text, bytes, Named("LF"));
        return text.ToString();
    }

    /// <summary>Writes a text on one line, for display.</summary>
    public static string Line(string text) => Line(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads what <see cref="Write(StreamInput)"/> or <see cref="Line(string)"/> wrote, or a person.</summary>
    /// <returns>The stream, or what is wrong with the text.</returns>
    public static (StreamInput? Input, string? Problem) Read(string text)
    {
        var bytes = new List<byte>();
        var cuts = new List<int>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Cut)
                cuts.Add(bytes.Count);
            else if (text[i] == Open)
            {
                int end = text.IndexOf(Close, i);
                if (end < 0 || Inside(text[(i + 1)..end]) is not { } meant)
                    return (null, $"Between {Open} and {Close} there must be CR, LF, NUL or pairs of hex digits, as in {Open}EF BB BF{Close}.");
                bytes.AddRange(meant);
                i = end;
            }
            else
            {
                int length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }

        return Limits.Check(bytes, cuts);
    }

    private static byte[]? Inside(string text) => Names.TryGetValue(text, out byte named) ? [named] : HexText.Bytes(text);

    private static void Write(StringBuilder text, ReadOnlySpan<byte> bytes, string lineFeed)
    {
        var hidden = new List<byte>();
        while (!bytes.IsEmpty)
        {
            bool isText = Rune.DecodeFromUtf8(bytes, out var rune, out int length) == OperationStatus.Done;
            string? shown = !isText ? null : rune.Value switch
            {
                '\n' => lineFeed,
                '\r' => Named("CR"),
                0 => Named("NUL"),
                _ => IsShown(rune) ? rune.ToString() : null,
            };
            if (shown is null)
                hidden.AddRange(bytes[..length]);
            else
            {
                WriteHex(text, hidden);
                text.Append(shown);
            }

            bytes = bytes[length..];
        }

        WriteHex(text, hidden);
    }

    private static void WriteHex(StringBuilder text, List<byte> bytes)
    {
        if (bytes.Count > 0)
            text.Append(Open).AppendJoin(' ', bytes.Select(value => value.ToString("X2", null))).Append(Close);
        bytes.Clear();
    }

    private static string Named(string name) => $"{Open}{name}{Close}";

    // What has another meaning in this notation, or cannot be seen, is written in hex.
    private static bool IsShown(Rune rune) => rune.Value switch
    {
        Cut or Open or Close => false,
        '\t' => true,
        < ' ' or (>= 0x7f and < 0xa0) or 0x200b or 0x2028 or 0x2029 or 0xfeff => false,
        _ => !rune.IsBmp || !ForeignText.IsControl((char)rune.Value),
    };
}
