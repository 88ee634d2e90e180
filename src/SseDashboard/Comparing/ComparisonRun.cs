using SseDashboard.Jobs;

namespace SseDashboard.Comparing;

/// <summary>
/// A comparison in progress or finished: what each client requested and received, and the figures derived from it.
/// </summary>
/// <param name="limit">The job counts the primes up to this number.</param>
/// <param name="interval">The polling interval.</param>
public sealed class ComparisonRun(long limit, TimeSpan interval)
{
    // job-comparison.js stops after this many (maxItems). At about 250 bytes each that is 1.3 MB.
    private const int MostItems = 5_000;

    private readonly List<ComparisonItem> _answers = [];
    private readonly List<ComparisonItem> _events = [];
    private readonly Dictionary<Way, ComparisonItem> _bodies = [];
    private readonly List<double> _asked = [];
    private double _started;

    /// <summary>The job counts the primes up to this number.</summary>
    public long Limit { get; } = limit;

    /// <summary>The polling interval.</summary>
    public TimeSpan Interval { get; } = interval;

    /// <summary>Whether more items may arrive.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>The newest status from either client.</summary>
    public JobStatus? Latest { get; private set; }

    /// <summary>What went wrong, in plain words; <see langword="null"/> if nothing did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Milliseconds from the job's request to the latest item.</summary>
    public double Duration { get; private set; }

    /// <summary>How many times the stream broke.</summary>
    public int Reconnects { get; private set; }

    /// <summary>
    /// When the job started on the server, by the browser's clock, and the uncertainty of that time, in milliseconds.
    /// </summary>
    public (double Start, double Uncertainty) Start => Staleness.StartOf(
        _answers.Where(answer => answer.Age is not null).Select(answer => (answer.Asked, answer.Time, answer.Age!.Value)),
        [new(_started, 0), .. News(Way.Poll), .. News(Way.Stream)]);

    /// <summary>What one client received, in order of arrival.</summary>
    public IReadOnlyList<ComparisonItem> Arrivals(Way way) => way == Way.Poll ? _answers : _events;

    /// <summary>When one client sent its requests, as far as the page knows.</summary>
    public IEnumerable<double> Requests(Way way) => way == Way.Poll ? _answers.Select(answer => answer.Asked) : _asked;

    /// <summary>One client's response body sizes, from resource timing; <see langword="null"/> if there are none yet.</summary>
    public ComparisonItem? Bodies(Way way) => _bodies.GetValueOrDefault(way) is { Count: > 0 } bodies ? bodies : null;

    /// <summary>How far behind one client was. Each progress event of the server counts as a change.</summary>
    public Staleness? StalenessOf(Way way) =>
        Staleness.Of(_events.Select(item => item.Status!.ElapsedMs), [.. News(way)], Start.Start);

    /// <summary>Adds an item that the browser reported.</summary>
    public void Add(ComparisonItem item)
    {
        if (item.Kind is ComparisonItemKind.Asked or ComparisonItemKind.Answer or ComparisonItemKind.Event
            && _asked.Count + _answers.Count + _events.Count >= MostItems)
        {
            Problem = $"More than {MostItems:N0} responses and events: the rest are not shown.";
            return;
        }

        if (item.Kind is not (ComparisonItemKind.Bodies or ComparisonItemKind.Done))
            Duration = Math.Max(Duration, item.Time);
        if (item.Status is { } status && (Latest is null || status.ElapsedMs >= Latest.ElapsedMs))
            Latest = status;
        switch (item.Kind)
        {
            case ComparisonItemKind.Started:
                _started = item.Time;
                break;
            case ComparisonItemKind.Asked:
                _asked.Add(item.Time);
                break;
            case ComparisonItemKind.Answer:
                _answers.Add(item);
                break;
            case ComparisonItemKind.Event:
                _events.Add(item);
                break;
            case ComparisonItemKind.Reconnecting:
                Reconnects++;
                break;
            case ComparisonItemKind.Bodies when item.Way is { } way:
                _bodies[way] = item;
                break;
            case ComparisonItemKind.Lost:
                Problem = $"{item.Count:N0} responses and events are not shown: the dashboard could not keep up.";
                break;
            case ComparisonItemKind.Refused or ComparisonItemKind.Failed:
                Problem = item.Detail;
                IsRunning = item.Way is not null;
                break;
            case ComparisonItemKind.Done:
                IsRunning = false;
                break;
        }
    }

    private IEnumerable<News> News(Way way) => Arrivals(way).Select(item => new News(item.Time, item.Status!.ElapsedMs));
}
