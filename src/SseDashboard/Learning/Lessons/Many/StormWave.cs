using System.Globalization;

namespace SseDashboard.Learning.Lessons;

/// <summary>How clients are to come back after they have all been cut off.</summary>
/// <param name="Title">Its name on the page.</param>
/// <param name="Delay">How long each waits.</param>
/// <param name="Jitter">How much longer it waits at most, at random.</param>
public sealed record WavePlan(string Title, TimeSpan Delay, TimeSpan Jitter);

/// <summary>How they did come back, as the host recorded it.</summary>
/// <param name="Plan">What they were told.</param>
/// <param name="Clients">How many there are.</param>
/// <param name="Dropped">How many streams the host ended.</param>
/// <param name="Returns">When each request arrived, in milliseconds after the streams were ended, in order.</param>
public sealed record StormWave(WavePlan Plan, int Clients, int Dropped, IReadOnlyList<double> Returns)
{
    /// <summary>The interval in which returns are counted, in milliseconds.</summary>
    public const int BinMs = 100;

    /// <summary>How many requests arrived in each interval, up to the last one.</summary>
    public IReadOnlyList<int> Bins
    {
        get
        {
            int[] bins = new int[Returns.Count == 0 ? 0 : BinOf(Returns[^1]) + 1];
            foreach (double at in Returns)
                bins[BinOf(at)]++;
            return bins;
        }
    }

    /// <summary>The most requests in one interval.</summary>
    public int Peak => Bins.DefaultIfEmpty(0).Max();

    /// <summary>When the last one came, in milliseconds.</summary>
    public double Last => Returns.Count == 0 ? 0 : Returns[^1];

    /// <summary>The peak as a share of all clients.</summary>
    public string Share => ((double)Peak / Clients).ToString("P0", CultureInfo.InvariantCulture);

    private static int BinOf(double at) => Math.Max(0, (int)(at / BinMs));
}
