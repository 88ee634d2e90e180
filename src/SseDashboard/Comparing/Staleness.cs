namespace SseDashboard.Comparing;

/// <summary>One piece of news: when the browser got it, and how far the job was when the server wrote it.</summary>
/// <param name="Time">Milliseconds since the job was asked for, by the browser's clock.</param>
/// <param name="ElapsedMs">How long the job had run then, by the server's clock.</param>
public readonly record struct News(double Time, double ElapsedMs);

/// <summary>How far a browser's picture of a job was behind: for each change on the server, how long it took to arrive.</summary>
/// <param name="Changes">How many changes arrived, alone or with later ones.</param>
/// <param name="AverageMs">The average over them.</param>
/// <param name="WorstMs">The longest.</param>
public sealed record Staleness(int Changes, double AverageMs, double WorstMs)
{
    /// <summary>Measures one way of following the job; <see langword="null"/> while nothing has arrived.</summary>
    /// <param name="changes">When the job changed: milliseconds that it had run, ascending.</param>
    /// <param name="arrivals">What arrived, in order of arrival.</param>
    /// <param name="start">When the job started, by the browser's clock.</param>
    public static Staleness? Of(IEnumerable<double> changes, IReadOnlyList<News> arrivals, double start)
    {
        int number = 0, at = 0;
        double sum = 0, worst = 0;
        foreach (double change in changes)
        {
            while (at < arrivals.Count && arrivals[at].ElapsedMs < change)
                at++;
            if (at == arrivals.Count)
                break;
            double delay = Math.Max(0, arrivals[at].Time - start - change);
            number++;
            sum += delay;
            worst = Math.Max(worst, delay);
        }

        return number == 0 ? null : new(number, sum / number, worst);
    }

    /// <summary>
    /// When the job started, by the browser's clock, and how wrong that may be. An answer that says how long the job had run when
    /// it was written was not written before it was asked for, nor after it arrived; no other news arrives before it was
    /// written; and the job did not start before it was asked for, at 0. What is said is the middle of what all that leaves.
    /// </summary>
    /// <param name="answers">When each was asked for, when it arrived, and how long the job had run in between.</param>
    /// <param name="arrivals">All else that arrived.</param>
    public static (double Start, double Uncertainty) StartOf(
        IEnumerable<(double Asked, double Arrived, double Age)> answers, IEnumerable<News> arrivals)
    {
        double earliest = 0, latest = double.PositiveInfinity;
        foreach (var (asked, arrived, age) in answers)
        {
            earliest = Math.Max(earliest, asked - age);
            latest = Math.Min(latest, arrived - age);
        }

        foreach (var news in arrivals)
            latest = Math.Min(latest, news.Time - news.ElapsedMs);
        if (double.IsPositiveInfinity(latest))
            latest = earliest;
        return ((earliest + latest) / 2, Math.Abs(latest - earliest) / 2);
    }
}
