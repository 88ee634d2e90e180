namespace SseDashboard.Streams;

/// <summary>An event is larger than <see cref="StreamOptions.MaxEventBytes"/>.</summary>
public sealed class EventTooLargeException : Exception
{
    internal EventTooLargeException(int size, int bound)
        : base($"The event has {size} bytes on the wire; {StreamOptions.Section}:{nameof(StreamOptions.MaxEventBytes)} allows {bound}. "
            + "Send a link to larger content.") => (Size, Bound) = (size, bound);

    /// <summary>The event's bytes on the wire.</summary>
    public int Size { get; }

    /// <summary>The most bytes allowed.</summary>
    public int Bound { get; }
}
