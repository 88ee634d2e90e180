namespace SseDashboard.Inspecting;

/// <summary>A part of <see cref="BlockWire"/>, shown as a row.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="Note">What a line does and why; <see langword="null"/> for the other rows.</param>
public readonly record struct BlockPart(BlockPartKind Kind, string Text, string? Note = null);

/// <summary>What a part is.</summary>
public enum BlockPartKind
{
    /// <summary>The beginning of a chunk: its size and when it arrived.</summary>
    Chunk,

    /// <summary>A line of the event stream and what it does.</summary>
    Line,

    /// <summary>At most 16 bytes in hex.</summary>
    Bytes,

    /// <summary>How much is left out.</summary>
    LeftOut,
}
