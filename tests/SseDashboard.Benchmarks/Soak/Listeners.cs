using SseDashboard.Benchmarks.Fanout;

namespace SseDashboard.Benchmarks.Soak;

/// <summary>Clients without a browser that listen to the broadcast, in groups of which one after the other leaves and returns.</summary>
internal sealed class Listeners : IDisposable
{
    /// <summary>The path of the broadcast.</summary>
    public const string Path = "/broadcast/soak";

    // Each group has a thread that polls.
    private const int Groups = 5;

    private static readonly TimeSpan Away = TimeSpan.FromSeconds(1);

    private readonly int _port;
    private readonly int _size;
    private readonly Subscribers?[] _groups = new Subscribers?[Groups];
    private long _eventsOfThoseGone;

    /// <summary>Opens all streams.</summary>
    public Listeners(int port, int count)
    {
        (_port, _size) = (port, count / Groups);
        for (int i = 0; i < Groups; i++)
            _groups[i] = Open();
    }

    /// <summary>How many events all of them have received.</summary>
    public long Events => _eventsOfThoseGone + _groups.Sum(group => group?.Events ?? 0);

    /// <summary>How often a group has left and returned.</summary>
    public int Returns { get; private set; }

    /// <summary>Lets one group after the other leave and return, each after this pause.</summary>
    public async Task ComeAndGoAsync(TimeSpan pause, CancellationToken over)
    {
        while (await Pause.ForAsync(pause, over))
        {
            int next = Returns % Groups;
            Leave(next);
            await Task.Delay(Away, CancellationToken.None);
            _groups[next] = Open();
            Returns++;
        }
    }

    /// <summary>Closes all streams.</summary>
    public void Dispose()
    {
        for (int i = 0; i < Groups; i++)
            Leave(i);
    }

    private Subscribers Open() => new(_port, _size, timed: false, Path);

    private void Leave(int number)
    {
        if (_groups[number] is not { } group)
            return;
        _groups[number] = null;
        group.Dispose();
        _eventsOfThoseGone += group.Events;
    }
}
