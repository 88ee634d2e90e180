using SseDashboard.Jobs;

namespace SseDashboard.Comparing;

/// <summary>One comparison, as far as it has come: what each client asked and got, and what follows from it.</summary>
/// <param name="limit">The primes up to this number are counted.</param>
/// <param name="interval">From one poll to the next.</param>
public sealed class ComparisonRun(long limit, TimeSpan interval)
{
    // As many as job-comparison.js reports before it stops (maxItems), of about 250 bytes: 1.3 MB.
    private const int MostItems = 5_000;

    private readonly List<ComparisonItem> _answers = [];
    private readonly List<ComparisonItem> _events = [];
    private readonly Dictionary<Way, ComparisonItem> _bodies = [];
    private readonly List<double> _asked = [];
    private double _started;

    /// <summary>The primes up to this number are counted.</summary>
    public long Limit { get; } = limit;

    /// <summary>From one poll to the next.</summary>
    public TimeSpan Interval { get; } = interval;

    /// <summary>Whether items are still to come.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>The newest status that has arrived in either way.</summary>
    public JobStatus? Latest { get; private set; }

    /// <summary>Why it is not as it should be, in plain words.</summary>
    public string? Problem { get; private set; }

    /// <summary>Milliseconds from the request for the job to the last item.</summary>
    public double Duration { get; private set; }

    /// <summary>How often the stream broke off.</summary>
    public int Reconnects { get; private set; }

    /// <summary>When the job started on the server by the browser's clock, and how wrong that may be, in milliseconds.</summary>
    public (double Start, double Uncertainty) Start => Staleness.StartOf(
        _answers.Where(answer => answer.Age is not null).Select(answer => (answer.Asked, answer.Time, answer.Age!.Value)),
        [new(_started, 0), .. News(Way.Poll), .. News(Way.Stream)]);

    /// <summary>What arrived in one way, in order.</summary>
    public IReadOnlyList<ComparisonItem> Arrivals(Way way) => way == Way.Poll ? _answers : _events;

    /// <summary>When one way's requests were sent, as far as the page knows.</summary>
    public IEnumerable<double> Requests(Way way) => way == Way.Poll ? _answers.Select(answer => answer.Asked) : _asked;

    /// <summary>What the browser's resource timing says of one way; <see langword="null"/> while it says nothing.</summary>
    public ComparisonItem? Bodies(Way way) => _bodies.GetValueOrDefault(way) is { Count: > 0 } bodies ? bodies : null;

    /// <summary>How far one way's picture was behind. A change is each progress that the server told.</summary>
    public Staleness? StalenessOf(Way way) =>
        Staleness.Of(_events.Select(item => item.Status!.ElapsedMs), [.. News(way)], Start.Start);

    /// <summary>Takes over what the browser reports.</summary>
    public void Add(ComparisonItem item)
    {
        if (item.Kind is ComparisonItemKind.Asked or ComparisonItemKind.Answer or ComparisonItemKind.Event
            && _asked.Count + _answers.Count + _events.Count >= MostItems)
        {
            Problem = $"More than {MostItems:N0} answers and events: those after them are not shown.";
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
                Problem = $"{item.Count:N0} answers and events are not shown: the dashboard did not keep up.";
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
