using System.Diagnostics;

namespace SseDashboard.Benchmarks.Soak;

/// <summary>What is measured during a soak. Safe from any thread.</summary>
internal sealed class SoakRecord
{
    private const int MaxProblems = 100;

    // The first part of a soak warms up: compilation, caches, pools.
    private const double WarmUp = 0.2;

    private readonly Lock _lock = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Dictionary<string, List<(double Time, double Value)>> _series = [];
    private readonly List<double> _navigations = [];
    private readonly List<string> _problems = [];

    /// <summary>How many rounds the visitors have made.</summary>
    public int Rounds { get; private set; }

    /// <summary>The problems, at most 100.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_lock)
                return [.. _problems];
        }
    }

    /// <summary>The durations of all navigations, in milliseconds.</summary>
    public IReadOnlyList<double> Navigations
    {
        get
        {
            lock (_lock)
                return [.. _navigations];
        }
    }

    /// <summary>Adds a measurement, in bytes.</summary>
    public void Add(string series, long bytes)
    {
        lock (_lock)
        {
            if (!_series.TryGetValue(series, out var values))
                _series[series] = values = [];
            values.Add((_watch.Elapsed.TotalSeconds, bytes));
        }
    }

    /// <summary>Expects the heap of a page, so that one that never ends a round is not overlooked.</summary>
    public void ExpectHeap(string name, bool stays)
    {
        lock (_lock)
            _series.TryAdd(HeapOf(name, stays), []);
    }

    /// <summary>Adds the heap of a page at the end of a round. Those of pages that come and go are one series: each is new.</summary>
    public void AddHeap(string name, bool stays, long bytes)
    {
        Add(HeapOf(name, stays), bytes);
        lock (_lock)
            Rounds++;
    }

    /// <summary>Adds a navigation.</summary>
    public void AddNavigation(TimeSpan time)
    {
        lock (_lock)
            _navigations.Add(time.TotalMilliseconds);
    }

    /// <summary>Adds a problem.</summary>
    public void AddProblem(string problem)
    {
        lock (_lock)
        {
            if (_problems.Count < MaxProblems)
                _problems.Add(problem);
        }
    }

    /// <summary>All series, without the warm-up.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<(double Time, double Value)> Values)> Series()
    {
        lock (_lock)
        {
            double from = _watch.Elapsed.TotalSeconds * WarmUp;
            return [.. _series.Select(series =>
                (series.Key, (IReadOnlyList<(double, double)>)[.. series.Value.Where(point => point.Time >= from)]))];
        }
    }

    private static string HeapOf(string name, bool stays) => stays ? $"heap of {name}" : "heap of new pages";
}
