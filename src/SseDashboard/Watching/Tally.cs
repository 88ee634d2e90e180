namespace SseDashboard.Watching;

/// <summary>A number that grows, and how fast it grew between the last two readings.</summary>
public sealed class Tally
{
    /// <summary>The newest reading.</summary>
    public long Total { get; private set; }

    /// <summary>The growth per second.</summary>
    public double PerSecond { get; private set; }

    /// <summary>Takes a reading.</summary>
    /// <param name="total">The number.</param>
    /// <param name="time">The time since the last reading.</param>
    public void Read(long total, TimeSpan time)
    {
        PerSecond = time > TimeSpan.Zero ? Math.Max(0, total - Total) / time.TotalSeconds : 0;
        Total = total;
    }
}
