namespace SseDashboard.Streams;

/// <summary>An event is larger than a broadcast takes.</summary>
/// <param name="size">Its bytes on the wire.</param>
/// <param name="bound">The most it may have.</param>
public sealed class EventTooLargeException(int size, int bound) : Exception(
    $"The event has {size} bytes on the wire; {StreamOptions.Section}:{nameof(StreamOptions.LargestEvent)} allows {bound}. "
    + "Send a link to what is larger.")
{
    /// <summary>The event's bytes on the wire.</summary>
    public int Size { get; } = size;

    /// <summary>The most it may have.</summary>
    public int Bound { get; } = bound;
}
