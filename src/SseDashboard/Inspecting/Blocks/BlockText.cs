using System.Text;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>A block as text. It is bounded, as a browser takes seconds to lay out a megabyte.</summary>
internal static class BlockText
{
    private const int MostText = 50_000;

    /// <summary>The event's data; of another block, its bytes as text.</summary>
    public static string Of(EventBlock block)
    {
        string text = block.Event?.Data ?? Encoding.UTF8.GetString(block.Bytes.Span);
        return text.Length <= MostText ? text : $"{text[..MostText]}\n… {Quantity.Of(text.Length - MostText, "more character")} not shown.";
    }
}
