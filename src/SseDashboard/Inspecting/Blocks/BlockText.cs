using System.Text;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>A block as text: its data, its JSON, and its lines with what each does. All are bounded, as a browser takes seconds to lay out a megabyte.</summary>
internal static class BlockText
{
    private const int MostText = 50_000;
    private const int MostLines = 200;
    private const int MostOfLine = 500;

    /// <summary>The event's data; of another block, its bytes as text.</summary>
    public static string Data(EventBlock block) => Bounded(block.Event?.Data ?? Encoding.UTF8.GetString(block.Bytes.Span));

    /// <summary>The event's data with a line for each value; <see langword="null"/> if it is not a JSON object or array.</summary>
    public static string? Json(EventBlock block) => block.Event is { } received && JsonText.Format(received.Data) is { } json ? Bounded(json) : null;

    /// <summary>The lines, each with what it does and why.</summary>
    public static IReadOnlyList<(string Text, string Why)> Lines(BlockRow row) => row.IsLine
        ? [(RawBytes.Pictures(Encoding.UTF8.GetString(row.Block.Bytes.Span[..Math.Min(row.Block.Bytes.Length, MostOfLine)])), "A line of newline-delimited JSON: it has no fields.")]
        : Lines(row.Block);

    private static List<(string Text, string Why)> Lines(EventBlock block)
    {
        var lines = new List<(string, string)>();
        string type = "";
        int number = 0;
        foreach (var line in block.Lines())
        {
            if (number++ == MostLines)
            {
                lines.Add(("…", "Further lines are not shown."));
                break;
            }

            var bytes = block.Bytes.Span;
            string field = Encoding.UTF8.GetString(bytes[line.Name]), value = Encoding.UTF8.GetString(bytes[line.Value]);
            var whole = bytes[line.Name.Start..line.LineEnd.End];
            string text = RawBytes.Pictures(Encoding.UTF8.GetString(whole[..Math.Min(whole.Length, MostOfLine)]));
            lines.Add((whole.Length > MostOfLine ? $"{text}…" : text, LineWords.Explain(line.Effect, block.Outcome, field, value, type)));
            type = line.Effect == LineEffect.SetsType ? value : type;
        }

        return lines;
    }

    private static string Bounded(string text) =>
        text.Length <= MostText ? text : $"{text[..MostText]}\n… {Quantity.Of(text.Length - MostText, "further character")}";
}
