using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>A block in the inspector's list.</summary>
/// <param name="Number">Its number in the stream, from 0.</param>
/// <param name="Block">The block.</param>
/// <param name="Chunk">The chunk that completed it, and when it arrived.</param>
/// <param name="InChunk">
/// Its place among the blocks that the same chunk completed, from 1. Those after the first arrived at the same time as the first.
/// </param>
public sealed record BlockRow(long Number, EventBlock Block, CompletingChunk Chunk, int InChunk)
{
    /// <summary>The event's type, or what else the block consists of.</summary>
    public string Name { get; } = BlockWords.NameOf(Block);

    /// <summary>Whether it is a line of newline-delimited JSON, which has no fields.</summary>
    public bool IsLine { get; init; }

    /// <summary>What the event's block has besides the event; <see langword="null"/> for nothing.</summary>
    public string? Besides => IsLine ? null : BlockWords.Besides(Block);
}

/// <summary>A chunk that completed blocks. The rows of these blocks share it.</summary>
public sealed class CompletingChunk
{
    /// <summary>How many blocks it completed.</summary>
    public int Blocks { get; internal set; }
}
