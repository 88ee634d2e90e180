namespace SseDashboard.Streams;

/// <summary>A stream exceeds a bound of <see cref="EventStreamReaderOptions"/>. The reader has ended.</summary>
public sealed class EventStreamLimitException : Exception
{
    internal EventStreamLimitException(string option, int bound)
        : base($"The stream has {(option == nameof(EventStreamReaderOptions.MaxLineBytes) ? "a line" : "an event")} of more than "
            + $"{bound} bytes. Raise {nameof(EventStreamReaderOptions)}.{option}, or have the server send less at once.") =>
        (Option, Bound) = (option, bound);

    /// <summary>The option's name: <c>MaxLineBytes</c> or <c>MaxEventBytes</c>.</summary>
    public string Option { get; }

    /// <summary>The option's value, in bytes.</summary>
    public int Bound { get; }
}
