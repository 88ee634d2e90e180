namespace SseDashboard.Streams;

/// <summary>
/// A turn at writing that one thread gives to many connections in a row, and a block of bytes that they share. Without a turn
/// a connection copies what it writes.
/// </summary>
internal abstract class WriteTurn
{
    /// <summary>
    /// Called when a flush of the shared block is pending: the block now belongs to that flush, and the next connection needs
    /// a new one.
    /// </summary>
    public abstract void AbandonBlock();
}
