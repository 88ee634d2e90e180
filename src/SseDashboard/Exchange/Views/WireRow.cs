using System.Text;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>A row of the wire view. All rows have the same height.</summary>
/// <param name="Key">Identifies the row.</param>
/// <param name="Text">A heading, or bytes as text with visible control characters.</param>
/// <param name="Explanation">What the bytes do; <see langword="null"/> for a heading.</param>
/// <param name="Effect">What the line does; <see langword="null"/> for headings, headers and hex rows.</param>
/// <param name="Step">The frame the row belongs to; <see langword="null"/> for headers.</param>
public sealed record WireRow(
    (int Connection, long Step, int Line) Key, string Text, Explanation? Explanation, LineEffect? Effect, FrameStep? Step)
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
        header.HiddenLength is { } length ? $"({Quantity.Of(length, "character")}, hidden)" : RawBytes.Pictures(header.Value);

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
        for (int at = 0; at < bytes.Length; at += RawBytes.PerRow)
            block.Add(RawBytes.HexRow(at, bytes[at..Math.Min(at + RawBytes.PerRow, bytes.Length)]), HexRow);
    }

    private static void AddLines(Block block, ReadOnlySpan<byte> bytes, int shown)
    {
        // Include the rest of the last line shown, so that its explanation matches the line on the wire.
        int rest = bytes[shown..].IndexOfAny((byte)'\r', (byte)'\n');
        foreach (var line in FrameReading.BlockOf(rest < 0 ? bytes : bytes[..(shown + rest + 1)]).Lines())
        {
            int start = line.Text.Start.Value;
            if (start >= shown)
                break;
            var value = bytes[line.Value];
            var explanation = WireWords.Explain(line.Effect, Encoding.UTF8.GetString(value[..Fitting(value)]), block.Step!);
            int end = Math.Min(line.LineEnd.End.Value, shown);
            AddText(block, RawBytes.Pictures(Encoding.UTF8.GetString(bytes[start..end])), explanation, line.Effect);
        }
    }

    private static void AddText(Block block, string text, Explanation explanation, LineEffect effect)
    {
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = Math.Min(at + LongestRow, text.Length);
            if (char.IsHighSurrogate(text[end - 1]))
                end--;
            block.Add(text[at..end], explanation, effect);
        }
    }

    /// <summary>Appends the rows of one block and numbers them.</summary>
    private sealed class Block(List<WireRow> rows, int connection, long number, FrameStep? step)
    {
        private int _line;

        public FrameStep? Step => step;

        public void Add(string text, Explanation? explanation, LineEffect? effect = null) =>
            rows.Add(new((connection, number, _line++), text, explanation, effect, step));
    }
}
