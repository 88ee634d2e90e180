using System.Diagnostics;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>Publishes at a steady rate, one event at a time.</summary>
internal static class Pace
{
    /// <summary>Publishes for a given time; returns the number of events.</summary>
    public static long Publish(int rate, TimeSpan time, Action publish)
    {
        var watch = Stopwatch.StartNew();
        long published = 0;
        for (; published < rate * time.TotalSeconds; published++)
        {
            var wait = TimeSpan.FromSeconds((double)published / rate) - watch.Elapsed;
            if (wait > TimeSpan.Zero)
                Thread.Sleep(wait);
            publish();
        }

        return published;
    }
}
