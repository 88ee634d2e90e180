using System.Runtime.CompilerServices;

namespace SseDashboard.Streams;

/// <summary>The bounds of a reader, and what it reports beside the events.</summary>
public sealed record EventStreamReaderOptions
{
    private const int Mebibyte = 1024 * 1024;

    /// <summary>
    /// The longest line, in bytes without its line end; 16 MiB by default. It bounds what a server can make the reader
    /// buffer by never ending a line. It equals <see cref="MaxEventBytes"/> because an event's data may be a single line.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int MaxLineBytes
    {
        get;
        init => field = Positive(value);
    } = 16 * Mebibyte;

    /// <summary>
    /// The most data of one event, in bytes including an LF for each line; 16 MiB by default: more than
    /// any sensible event, and little enough for a process to survive. For an <see cref="EventBlockReader"/>, all bytes of a block.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int MaxEventBytes
    {
        get;
        init => field = Positive(value);
    } = 16 * Mebibyte;

    /// <summary>
    /// The most arrivals that an <see cref="EventBlockReader"/> lists for one block; 1,024 by default. A server that sends a
    /// large event byte by byte would otherwise fill the memory with times. Further chunks are only counted.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int MaxChunksPerBlock
    {
        get;
        init => field = Positive(value);
    } = 1024;

    /// <summary>Called with the text of each comment, verbatim after the colon. The standard ignores comments.</summary>
    public Action<string>? OnComment { get; init; }

    /// <summary>Called when a <c>retry</c> field sets the reconnection time, as soon as its line is read.</summary>
    public Action<TimeSpan>? OnReconnectionTime { get; init; }

    private static int Positive(int value, [CallerMemberName] string name = "") => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");
}
