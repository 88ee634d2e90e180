using System.Globalization;
using System.Text;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>What a block is called, and what it means.</summary>
public static class BlockWords
{
    private const int PreviewBytes = 400;

    /// <summary>The type of the block's event, or else what the block consists of.</summary>
    public static string NameOf(EventBlock block)
    {
        if (block.Event is { } received)
            return received.Type;
        var effects = block.Lines().Select(line => line.Effect).Distinct().ToArray();
        string[] parts = [.. effects.Select(PartOf).OfType<string>().Distinct()];
        return (block.Outcome, parts.Length) switch
        {
            (BlockOutcome.Unfinished, _) => "unfinished",
            (_, > 0) => $"{string.Join(", ", parts)} only",
            _ => effects.Contains(LineEffect.Comment) ? "comment" : "blank line",
        };
    }

    /// <summary>A time after the request, in seconds.</summary>
    public static string Time(TimeSpan afterRequest) => string.Create(CultureInfo.InvariantCulture, $"+{afterRequest.TotalSeconds:N3} s");

    /// <summary>The beginning of the event's data; of another block, of its lines.</summary>
    public static string Preview(EventBlock block)
    {
        if (block.Event is { } received)
            return RawBytes.Pictures(received.Data.Length > PreviewBytes ? received.Data[..PreviewBytes] + "…" : received.Data);
        var bytes = block.Bytes.Span;
        bool isComment = block.Outcome == BlockOutcome.NoFields && bytes is [(byte)':', ..];
        var shown = bytes[(isComment ? 1 : 0)..];
        return RawBytes.Pictures(Encoding.UTF8.GetString(shown[..Math.Min(shown.Length, PreviewBytes)]).TrimEnd('\r', '\n'));
    }

    /// <summary>What the event's block has besides the event, such as comments and unknown fields; <see langword="null"/> for nothing.</summary>
    public static string? Besides(EventBlock block)
    {
        if (block.Event is null)
            return null;
        string[] besides = [.. block.Lines().Select(line => line.Effect switch
        {
            LineEffect.Comment => "comment",
            LineEffect.SetsReconnectionTime => $"retry {Encoding.ASCII.GetString(block.Bytes.Span[line.Value])} ms",
            LineEffect.IgnoredIdWithNul => "id ignored: NUL",
            LineEffect.IgnoredRetry => "retry ignored",
            LineEffect.IgnoredUnknownField => $"unknown field {RawBytes.Pictures(Encoding.UTF8.GetString(block.Bytes.Span[line.Name]))}",
            _ => null,
        }).OfType<string>().Distinct().Take(3)];
        return besides.Length == 0 ? null : string.Join(", ", besides);
    }

    /// <summary>The id that the block itself sets; <see langword="null"/> if it sets none.</summary>
    public static string? OwnId(EventBlock block)
    {
        string? id = null;
        if (block.Bytes.IsEmpty)
            return block.Event?.LastEventId;
        foreach (var line in block.Lines())
            id = line.Effect == LineEffect.SetsId ? Encoding.UTF8.GetString(block.Bytes.Span[line.Value]) : id;
        return id;
    }

    /// <summary>What became of the block, and how it arrived.</summary>
    public static string Explain(BlockRow row)
    {
        string what = row.Block.Outcome switch
        {
            _ when row.IsLine => "A line of newline-delimited JSON. It is not an event: a client reads the body with fetch and splits it into lines.",
            BlockOutcome.Dispatched => $"A client dispatches an event of the type {ForeignText.Isolated(row.Name)}.",
            BlockOutcome.NoData => "The block has no data, so a client dispatches no event. Its id and retry still take effect.",
            BlockOutcome.Unfinished => "The stream ended before the blank line of this block. A client discards it, and its id has no effect.",
            _ => row.Name == "comment" ? "A comment. Clients ignore it, but it keeps an idle connection open." : "A blank line without a field before it. It has no effect.",
        };
        if (row.Block.Bytes.IsEmpty)
            return $"The EventSource dispatched an event of the type {ForeignText.Isolated(row.Name)}. It shows no bytes, comments or retry.";
        int chunks = row.Block.Chunks.Count + row.Block.UnlistedChunks;
        string how = chunks > 1 ? $"It arrived in {chunks:N0} chunks, the last one of which completed it."
            : row.Chunk.Blocks > 1 ? $"It is the {Ordinal(row.InChunk)} of {row.Chunk.Blocks:N0} blocks whose last bytes arrived in one chunk, at the same time."
            : "";
        return $"{what} It has {Quantity.Of(row.Block.Bytes.Length, "byte")}. {how}".TrimEnd();
    }

    /// <summary>
    /// When the block arrived. Blocks of one chunk did not arrive at different times: after the first of them, its place in the chunk.
    /// </summary>
    public static string Arrival(BlockRow row, DateTimeOffset startedAt) =>
        row.InChunk == 1 ? Time(row.Block.LastArrival - startedAt) : $"{row.InChunk:N0} of {row.Chunk.Blocks:N0} in chunk";

    private static string Ordinal(int number) => number.ToString("N0", CultureInfo.InvariantCulture) + (number % 100 is 11 or 12 or 13 ? "th" : (number % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    });

    private static string? PartOf(LineEffect effect) => effect switch
    {
        LineEffect.SetsId or LineEffect.IgnoredIdWithNul => "id",
        LineEffect.SetsType => "event",
        LineEffect.SetsReconnectionTime or LineEffect.IgnoredRetry => "retry",
        LineEffect.IgnoredUnknownField => "unknown field",
        _ => null,
    };
}
