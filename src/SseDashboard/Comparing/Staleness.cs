namespace SseDashboard.Comparing;

/// <summary>A status report: when the browser received it, and the job's age when the server wrote it.</summary>
/// <param name="Time">When it arrived, in milliseconds since the job was requested, by the browser's clock.</param>
/// <param name="ElapsedMs">
/// How long the job had been running when the server wrote it, in milliseconds by the server's clock.
/// </param>
public readonly record struct News(double Time, double ElapsedMs);

/// <summary>How stale a client's view of a job was: the time from each change on the server to its arrival.</summary>
/// <param name="Changes">How many changes arrived, separately or as part of a later report.</param>
/// <param name="AverageMs">The average delay in milliseconds.</param>
/// <param name="WorstMs">The longest delay in milliseconds.</param>
public sealed record Staleness(int Changes, double AverageMs, double WorstMs)
{
    /// <summary>Measures one client; <see langword="null"/> if nothing has arrived yet.</summary>
    /// <param name="changes">When the job changed, in milliseconds since it started, ascending.</param>
    /// <param name="arrivals">The reports received, in order of arrival.</param>
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
    /// Estimates when the job started, by the browser's clock. An answer with an age was written between its request and its
    /// arrival; any other report was written before it arrived; and the job did not start before it was requested, at 0. The
    /// estimate is the midpoint of the interval that satisfies all of these, the uncertainty half its width, both in
    /// milliseconds.
    /// </summary>
    /// <param name="answers">
    /// For each answer: when it was requested, when it arrived, and the job's age when it was written.
    /// </param>
    /// <param name="arrivals">All other reports.</param>
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
