using SseDashboard.Streams;

namespace SseDashboard.Watching;

/// <summary>
/// One look at the registry for all pages: taken when a page asks and the last one is too old, so that fifty pages cost what
/// one costs and nothing runs while no page is open.
/// </summary>
internal sealed class StreamsOverview(ConnectionRegistry registry, TimeProvider clock)
{
    /// <summary>
    /// How old a look may be. Just under the second in which a page looks again: each of its looks shows something new, and
    /// however many pages there are, there is about one look a second.
    /// </summary>
    public static readonly TimeSpan Age = TimeSpan.FromMilliseconds(900);

    private readonly Lock _lock = new();
    private StreamsNow? _newest;
    private long _takenAt;

    /// <summary>The open streams, as they were at most <see cref="Age"/> ago.</summary>
    public StreamsNow Look()
    {
        lock (_lock)
        {
            if (_newest is null || clock.GetElapsedTime(_takenAt) >= Age)
            {
                _takenAt = clock.GetTimestamp();
                _newest = new(registry, clock.GetUtcNow());
            }

            return _newest;
        }
    }
}
