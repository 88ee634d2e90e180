namespace SseDashboard.Streams;

/// <summary>
/// Where a stream's frames come from: a script's queue or a cursor into a broadcast's history. Everything else about a
/// stream is in <see cref="StreamConnection"/>, once for both.
/// </summary>
internal abstract class FrameSource
{
    /// <summary>The last id written or resumed from.</summary>
    public abstract string? LastEventId { get; }

    /// <summary>How many frames exist that are not written yet, if that can be said.</summary>
    public virtual long? Lag => null;

    /// <summary>Told once, before the first write, whom to wake when there are frames.</summary>
    public abstract void Attach(StreamConnection connection);

    /// <summary>
    /// Writes what is ready with <see cref="StreamConnection.Put(EventFrame)"/> and ends the stream if nothing more can come.
    /// Called by one thread at a time.
    /// </summary>
    /// <param name="connection">Where to.</param>
    /// <param name="turn">The turn that a broadcast's pump gives; none on any other thread.</param>
    /// <returns>Whether anything was written.</returns>
    public abstract bool Write(StreamConnection connection, PumpTurn? turn);

    /// <summary>Told once that nothing is written any more.</summary>
    public abstract void Detach();
}
