using SseDashboard.Streams;

namespace SseDashboard.Watching;

/// <summary>
/// Shares one snapshot of the registry among all pages. It is renewed when a page asks and it is too old, so that fifty pages
/// cost as much as one, and nothing runs while no page is open.
/// </summary>
internal sealed class StreamsOverview(ConnectionRegistry registry, TimeProvider clock)
{
    /// <summary>
    /// The maximum age of a snapshot. It is just under the second after which a page asks again, so each time it gets a new
    /// one, and any number of pages cause about one snapshot a second.
    /// </summary>
    public static readonly TimeSpan Age = TimeSpan.FromMilliseconds(900);

    private readonly Lock _lock = new();
    private StreamsNow? _newest;
    private long _takenAt;

    /// <summary>A snapshot of the open streams, at most <see cref="Age"/> old.</summary>
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
