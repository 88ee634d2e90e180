namespace SseDashboard.Exchange;

/// <summary>The kinds of line in an event stream (HTML Living Standard, section 9.2.6).</summary>
public enum LineKind
{
    /// <summary>An empty line, which ends the block and dispatches it.</summary>
    Blank,

    /// <summary>A line that starts with a colon.</summary>
    Comment,

    /// <summary>A <c>data</c> field.</summary>
    Data,

    /// <summary>An <c>event</c> field.</summary>
    EventType,

    /// <summary>An <c>id</c> field.</summary>
    Id,

    /// <summary>An <c>id</c> field that contains U+0000 and is therefore ignored.</summary>
    IdWithNul,

    /// <summary>A <c>retry</c> field that consists of ASCII digits.</summary>
    Retry,

    /// <summary>A <c>retry</c> field with any other value, which is ignored.</summary>
    RetryIgnored,

    /// <summary>A field that the standard does not define, which is ignored.</summary>
    Unknown,

    /// <summary>A line without its line end: it is not processed until the rest has arrived.</summary>
    Unfinished,
}

/// <summary>One line of a frame.</summary>
/// <param name="Start">Its offset in the frame's bytes.</param>
/// <param name="Length">Its length in bytes, without the line end.</param>
/// <param name="End">The length of the line end in bytes: 2 for CRLF, 1 for CR or LF, 0 if there is none.</param>
/// <param name="Kind">The kind of line.</param>
public readonly record struct FrameLine(int Start, int Length, int End, LineKind Kind)
{
    /// <summary>Splits bytes into lines at CRLF, LF and CR (section 9.2.5).</summary>
    public static List<FrameLine> Split(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<FrameLine>();
        int start = 0;
        while (start < bytes.Length)
        {
            int length = bytes[start..].IndexOfAny((byte)'\r', (byte)'\n');
            if (length < 0)
            {
                lines.Add(new(start, bytes.Length - start, 0, LineKind.Unfinished));
                break;
            }

            var rest = bytes[(start + length)..];
            int end = rest.StartsWith("\r\n"u8) ? 2 : 1;
            lines.Add(new(start, length, end, KindOf(bytes.Slice(start, length))));
            start += length + end;
        }

        return lines;
    }

    /// <summary>The value of a field line: what follows the colon, without one leading space.</summary>
    public static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon < 0)
            return default;
        var value = line[(colon + 1)..];
        return value.StartsWith(" "u8) ? value[1..] : value;
    }

    private static LineKind KindOf(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            return LineKind.Blank;
        int colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        return name switch
        {
            _ when colon == 0 => LineKind.Comment,
            _ when name.SequenceEqual("data"u8) => LineKind.Data,
            _ when name.SequenceEqual("event"u8) => LineKind.EventType,
            _ when name.SequenceEqual("id"u8) => ValueOf(line).Contains((byte)0) ? LineKind.IdWithNul : LineKind.Id,
            _ when name.SequenceEqual("retry"u8) => IsDigits(ValueOf(line)) ? LineKind.Retry : LineKind.RetryIgnored,
            _ => LineKind.Unknown,
        };
    }

    private static bool IsDigits(ReadOnlySpan<byte> value) =>
        !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
