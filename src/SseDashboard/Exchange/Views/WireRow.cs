using System.Globalization;
using System.Text;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>A row of the wire view. All rows have the same height.</summary>
/// <param name="Key">Identifies the row.</param>
/// <param name="Text">A heading, or bytes as text with visible control characters.</param>
/// <param name="Explanation">What the bytes do; <see langword="null"/> for a heading.</param>
/// <param name="Kind">The kind of line; <see langword="null"/> for headings, headers and hex rows.</param>
/// <param name="Step">The frame the row belongs to; <see langword="null"/> for headers.</param>
public sealed record WireRow(
    (int Connection, long Step, int Line) Key, string Text, Explanation? Explanation, LineKind? Kind, FrameStep? Step)
{
    /// <summary>Whether the row is the heading of a block.</summary>
    public bool IsHeading => Explanation is null;

    /// <summary>Whether the row belongs to the event with this row number in the log.</summary>
    public bool Holds(long? row) => row is not null && Step?.Browser?.Row == row;
}

/// <summary>Lays out the bytes of the newest frames in rows, one block per frame.</summary>
public static class WireRows
{
    /// <summary>The most rows shown: they are all rebuilt for each batch, and a single large frame can have hundreds. The diagram has older frames.</summary>
    public const int MostRows = 5_000;

    // Longer lines are wrapped, and longer frames truncated, which keeps the rows quick to build.
    private const int LongestRow = 120;
    private const int MostBytes = 4_096;
    private const int HexBytes = 16;
    private static readonly Explanation HexRow = new("Offset, 16 bytes in hex, and those that are ASCII as text.");

    /// <summary>Builds the rows of the newest frames, oldest first, with the headers of their connections.</summary>
    public static WireRow[] Of(IReadOnlyList<ExchangeConnection> connections, bool hex)
    {
        // Newest first, so that rows beyond the limit are never built.
        var rows = new List<WireRow>();
        bool isRoom = true;
        for (int i = connections.Count - 1; i >= 0 && isRoom; i--)
        {
            if (connections[i].Wire is not { } wire)
                continue;
            var head = HeadOf(connections[i].Number, wire);
            int before = rows.Count;
            isRoom = AddFrames(rows, connections[i], hex, MostRows - head.Count) && rows.Count + head.Count <= MostRows;
            if (isRoom || rows.Count > before)
                rows.AddRange(head.AsEnumerable().Reverse());
        }

        rows.Reverse();
        return [.. rows];
    }

    // Returns whether all frames fit.
    private static bool AddFrames(List<WireRow> rows, ExchangeConnection connection, bool hex, int most)
    {
        for (int i = connection.Frames.Count - 1; i >= 0; i--)
        {
            var step = connection.Frames[i];
            if (rows.Count >= most)
                return false;
            if (step.Burst is { } burst)
                rows.Add(new((connection.Number, step.Number, 0), $"{burst.Count:N0} frames · {burst.Bytes:N0} bytes · came too fast to show", null, null, null));
            if (step.Wire is null)
                continue;
            var block = BlockOf(connection.Number, step, step.Wire.Frame.Bytes.Span, hex);
            if (rows.Count + block.Count > most)
                return false;
            rows.AddRange(block.AsEnumerable().Reverse());
        }

        return true;
    }

    private static List<WireRow> HeadOf(int connection, WireSide wire)
    {
        var rows = new List<WireRow>();
        if (wire.Request is { } request)
        {
            var block = new Block(rows, connection, -2, null);
            block.Add($"Connection {connection} · request", null);
            block.Add($"{request.Method} {request.Target} {request.Protocol}␍␊", new("The request line. The token by which the dashboard recognises its own request is left out."));
            AddHeaders(block, request.Headers);
        }

        if (wire.Response is { } response)
        {
            var block = new Block(rows, connection, -1, null);
            block.Add($"Connection {connection} · response", null);
            block.Add($"{wire.Request?.Protocol ?? "HTTP"} {response.Status}␍␊", WireWords.ExplainStatus(response.Status));
            AddHeaders(block, response.Headers);
        }

        return rows;
    }

    private static void AddHeaders(Block block, IReadOnlyList<WireHeader> headers)
    {
        foreach (var header in headers)
            block.Add($"{header.Name}: {ValueOf(header)}␍␊", WireWords.Explain(header));
        block.Add("␍␊", new("An empty line ends the headers."));
    }

    private static string ValueOf(WireHeader header) =>
        header.HiddenLength is { } length ? $"({Quantity.Of(length, "character")}, hidden)" : Visible(header.Value);

    private static List<WireRow> BlockOf(int connection, FrameStep step, ReadOnlySpan<byte> bytes, bool hex)
    {
        var rows = new List<WireRow>();
        int shown = hex ? Math.Min(bytes.Length, MostBytes) : Fitting(bytes);
        var block = new Block(rows, connection, step.Number, step);
        block.Add($"{bytes.Length:N0} bytes · {ExchangeWords.Of(step.Verdict)}", null);
        if (hex)
            AddHex(block, bytes[..shown]);
        else
            AddLines(block, bytes, shown);
        if (shown < bytes.Length)
            block.Add($"… {bytes.Length - shown:N0} more bytes", new("The rest of a large frame is not shown here."));
        return rows;
    }

    // How many bytes to show as text without splitting a UTF-8 character, which has at most three continuation bytes.
    private static int Fitting(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= MostBytes)
            return bytes.Length;
        int end = MostBytes;
        while (end > MostBytes - 3 && (bytes[end] & 0xc0) == 0x80)
            end--;
        return end;
    }

    private static void AddHex(Block block, ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length; at += HexBytes)
            block.Add(Hex(at, bytes[at..Math.Min(at + HexBytes, bytes.Length)]), HexRow);
    }

    private static void AddLines(Block block, ReadOnlySpan<byte> bytes, int shown)
    {
        // Include the rest of the last line shown, so that its explanation matches the line on the wire.
        int rest = bytes[shown..].IndexOfAny((byte)'\r', (byte)'\n');
        foreach (var line in FrameLine.Split(rest < 0 ? bytes : bytes[..(shown + rest + 1)]))
        {
            if (line.Start >= shown)
                break;
            var value = FrameLine.ValueOf(bytes.Slice(line.Start, line.Length));
            var explanation = WireWords.Explain(line.Kind, Encoding.UTF8.GetString(value[..Fitting(value)]), block.Step!);
            int end = Math.Min(line.Start + line.Length + line.End, shown);
            AddText(block, Visible(Encoding.UTF8.GetString(bytes[line.Start..end])), explanation, line.Kind);
        }
    }

    private static void AddText(Block block, string text, Explanation explanation, LineKind kind)
    {
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = Math.Min(at + LongestRow, text.Length);
            if (char.IsHighSurrogate(text[end - 1]))
                end--;
            block.Add(text[at..end], explanation, kind);
        }
    }

    private static string Hex(int offset, ReadOnlySpan<byte> bytes)
    {
        string hex = Convert.ToHexStringLower(bytes);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{offset:x4}  ");
        for (int i = 0; i < HexBytes; i++)
            text.Append(i < bytes.Length ? hex.AsSpan(2 * i, 2) : "  ").Append(i == 7 ? "  " : " ");
        text.Append(' ');
        foreach (byte b in bytes)
            text.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
        return text.ToString();
    }

    // Unicode has a symbol for each control character: U+2400 and up, and U+2421 for DEL.
    private static string Visible(string text) => string.Concat(text.Select(c => c switch
    {
        < ' ' => (char)(0x2400 + c),
        '\x7f' => '␡',
        _ => c,
    }));

    /// <summary>Appends the rows of one block and numbers them.</summary>
    private sealed class Block(List<WireRow> rows, int connection, long number, FrameStep? step)
    {
        private int _line;

        public FrameStep? Step => step;

        public void Add(string text, Explanation? explanation, LineKind? kind = null) =>
            rows.Add(new((connection, number, _line++), text, explanation, kind, step));
    }
}
