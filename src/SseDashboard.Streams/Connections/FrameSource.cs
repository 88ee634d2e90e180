namespace SseDashboard.Streams;

/// <summary>
/// Supplies the frames of one stream. The stream's headers, heartbeats, limits, timeouts and accounting are the connection's.
/// </summary>
/// <remarks>
/// <para>The connection calls <see cref="Attach"/> once, then <see cref="Write"/> any number of times, then <see cref="Detach"/>
/// once. It calls from any thread, but never from two at a time; only <see cref="LastEventId"/> and <see cref="Lag"/> are read
/// concurrently. No call may block or wait: other connections share the thread.</para>
/// <para>When frames become available, call <see cref="StreamConnection.Wake"/>, which is safe from any thread. The connection
/// does not call <see cref="Write"/> while a flush is waiting for the client, so a source must bound what it queues.</para>
/// <para>A source serves one stream and cannot be used again.</para>
/// </remarks>
public abstract class FrameSource
{
    /// <summary>The last id written or resumed from, if any. Read from any thread.</summary>
    public abstract string? LastEventId { get; }

    /// <summary>How many frames exist that are not written yet, if the source can tell. Read from any thread.</summary>
    public virtual long? Lag => null;

    /// <summary>
    /// Called once, before the headers are sent. <see cref="StreamConnection.Wake"/> may be called from now on. An exception
    /// fails the stream before it starts.
    /// </summary>
    public abstract void Attach(StreamConnection connection);

    /// <summary>
    /// Passes the available frames to <see cref="StreamConnection.Put(EventFrame)"/>, about
    /// <see cref="StreamConnection.MaxBytesPerFlush"/> at most, or calls <see cref="StreamConnection.Complete"/> if there
    /// will be no more. The connection flushes them together and calls again until nothing is put. An exception ends the
    /// stream and is logged.
    /// </summary>
    /// <returns>Whether any frame was put.</returns>
    public abstract bool Write(StreamConnection connection);

    /// <summary>Called once, when the stream has ended and nothing writes to it any more.</summary>
    public abstract void Detach();
}
