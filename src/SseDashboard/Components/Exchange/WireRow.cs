using System.Globalization;
using System.Text;
using SseDashboard.Streams;

namespace SseDashboard.Components.Exchange;

/// <summary>One row of the wire view; all have the same height.</summary>
/// <param name="Key">Tells it from all others.</param>
/// <param name="Text">What stands in it: a heading, or bytes as text with control characters made visible.</param>
/// <param name="Explanation">What the bytes do; none for a heading.</param>
/// <param name="Kind">The kind of line; none for headings, headers and rows of hex.</param>
/// <param name="Step">The frame it is of; none for the headers.</param>
public sealed record WireRow(
    (int Connection, long Step, int Line) Key, string Text, string? Explanation, LineKind? Kind, FrameStep? Step)
{
    /// <summary>Whether it begins a block.</summary>
    public bool IsHeading => Explanation is null;
}

/// <summary>Lays out the bytes of the newest frames in rows, a block for each.</summary>
public static class WireRows
{
    /// <summary>The most frames shown; older ones are in the diagram.</summary>
    public const int MostFrames = 1_000;

    // Longer lines are broken, and more of one frame is not shown: nobody reads it, and a page of it would be slow to build.
    private const int LongestRow = 120;
    private const int MostBytes = 4_096;
    private const int HexBytes = 16;

    /// <summary>The rows of the newest frames, oldest first, with the headers of their connections.</summary>
    public static WireRow[] Of(IReadOnlyList<ExchangeConnection> connections, bool hex)
    {
        var rows = new List<WireRow>();
        int skip = Math.Max(0, connections.Sum(connection => connection.Frames.Count) - MostFrames);
        foreach (var connection in connections)
        {
            int skipped = Math.Min(skip, connection.Frames.Count);
            skip -= skipped;
            if (connection.Wire is null || (skip > 0 && skipped == connection.Frames.Count))
                continue;
            AddHead(rows, connection.Number, connection.Wire);
            foreach (var step in connection.Frames.Skip(skipped))
                Add(rows, connection.Number, step, hex);
        }

        return [.. rows];
    }

    private static void AddHead(List<WireRow> rows, int connection, WireSide wire)
    {
        if (wire.Request is { } request)
        {
            var block = new Block(rows, connection, -2, null);
            block.Add($"Connection {connection} · request", null);
            block.Add($"{request.Method} {request.Target} {request.Protocol}␍␊", "The request line. The watcher's token is left out.");
            AddHeaders(block, request.Headers);
        }

        if (wire.Response is { } response)
        {
            var block = new Block(rows, connection, -1, null);
            block.Add($"Connection {connection} · response", null);
            block.Add($"{wire.Request?.Protocol ?? "HTTP"} {response.Status}␍␊", WireWords.ExplainStatus(response.Status));
            AddHeaders(block, response.Headers);
        }
    }

    private static void AddHeaders(Block block, IReadOnlyList<WireHeader> headers)
    {
        foreach (var header in headers)
            block.Add($"{header.Name}: {ValueOf(header)}␍␊", WireWords.Explain(header));
        block.Add("␍␊", "An empty line ends the headers.");
    }

    // The page may be on a projector.
    private static string ValueOf(WireHeader header) =>
        header.Name.ToLowerInvariant() is "cookie" or "authorization" or "proxy-authorization"
            ? $"({header.Value.Length:N0} characters, kept off the screen)"
            : Visible(header.Value);

    private static void Add(List<WireRow> rows, int connection, FrameStep step, bool hex)
    {
        if (step.Wire is not { } wire)
            return;
        var bytes = wire.Frame.Bytes.Span;
        var shown = bytes[..Math.Min(bytes.Length, MostBytes)];
        var block = new Block(rows, connection, step.Number, step);
        block.Add($"{bytes.Length:N0} bytes · {ExchangeWords.Of(step.Verdict)}", null);
        if (hex)
            AddHex(block, shown);
        else
            AddLines(block, shown, isCut: shown.Length < bytes.Length);
        if (shown.Length < bytes.Length)
            block.Add($"… {bytes.Length - shown.Length:N0} more bytes", "The rest of a large frame is not shown here.");
    }

    private static void AddHex(Block block, ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length; at += HexBytes)
        {
            string row = Hex(at, bytes[at..Math.Min(at + HexBytes, bytes.Length)]);
            block.Add(row, "Offset, bytes in hex, and those that are ASCII as text.");
        }
    }

    private static void AddLines(Block block, ReadOnlySpan<byte> bytes, bool isCut)
    {
        foreach (var line in FrameLine.Split(bytes))
        {
            // A line that only this view cuts off is not unfinished on the wire.
            var kind = line.Kind == LineKind.Unfinished && isCut ? LineKind.Data : line.Kind;
            string text = Visible(Encoding.UTF8.GetString(bytes.Slice(line.Start, line.Length + line.End)));
            string value = Encoding.UTF8.GetString(FrameLine.ValueOf(bytes.Slice(line.Start, line.Length)));
            string explanation = WireWords.Explain(kind, value, block.Step!);
            for (int at = 0; at < text.Length; at += LongestRow)
                block.Add(text[at..Math.Min(at + LongestRow, text.Length)], explanation, kind);
        }
    }

    private static string Hex(int offset, ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{offset:x4}  ");
        for (int i = 0; i < HexBytes; i++)
            text.Append(i < bytes.Length ? bytes[i].ToString("x2", CultureInfo.InvariantCulture) : "  ").Append(i == 7 ? "  " : " ");
        text.Append(' ');
        foreach (byte b in bytes)
            text.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
        return text.ToString();
    }

    // Unicode has a picture for each control character: U+2400 and up, and U+2421 for DEL.
    private static string Visible(string text) => string.Concat(text.Select(c => c switch
    {
        < ' ' => (char)(0x2400 + c),
        '\x7f' => '␡',
        _ => c,
    }));

    /// <summary>The rows of one block, which number themselves.</summary>
    private sealed class Block(List<WireRow> rows, int connection, long number, FrameStep? step)
    {
        private int _line;

        public FrameStep? Step => step;

        public void Add(string text, string? explanation, LineKind? kind = null) =>
            rows.Add(new((connection, number, _line++), text, explanation, kind, step));
    }
}
