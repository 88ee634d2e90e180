using System.Globalization;
using SseDashboard.Benchmarks.Dashboard;

namespace SseDashboard.Benchmarks.Soak;

/// <summary>Judges a soak.</summary>
internal static class SoakVerdict
{
    private const double Megabyte = 1_000_000;

    // A longer soak has the same tolerance, so it finds a smaller leak. A page's heap is not exact even right after a collection:
    // V8 keeps compiled code and inline caches until they age, the store and the log hold as many rows as arrived in that round,
    // and objects that the browser's own C++ heap refers to outlive one collection.
    private const double HostTolerance = 5 * Megabyte;
    private const double ResidentTolerance = 30 * Megabyte;
    private const double PageTolerance = 2 * Megabyte;

    // By how much the last navigations may be slower than the first: what one machine's other work causes.
    private const double SlowerRatio = 1.5;
    private const double SlowerMilliseconds = 100;

    /// <summary>Begins a problem that does not fail the soak: a busy machine causes some.</summary>
    public const string Warning = "warn: ";

    // What scripts report when an event meets a component that the host has just removed. An exception of a handler never comes this
    // way: it ends the circuit, and the host logs it. A press that gets lost stops the visitor, who waits for what it does.
    private static readonly (string Text, string Reason)[] Late =
    [
        ("There was an exception invoking 'DispatchEventAsync'", "an event was dispatched whose element the host had already removed"),
        ("Error invoking CallOnBlurredAsync, possibly disposed", "MudBlazor reported the lost focus of a field that the host had already removed"),
    ];

    /// <summary>The name of the series of the host's managed heap.</summary>
    public const string HostHeap = "host, managed heap";

    /// <summary>The name of the series of the host's resident memory.</summary>
    public const string HostResident = "host, resident memory";

    /// <summary>A row for each series, and whether each can be judged and none grows.</summary>
    public static (bool Passed, IReadOnlyList<string> Rows) OfMemory(
        IEnumerable<(string Name, IReadOnlyList<(double Time, double Value)> Values)> series)
    {
        bool passed = true;
        var rows = new List<string> { "| memory | first MB | last MB | growth MB (95 % interval) | per hour MB | tolerance MB | |", "|---|---|---|---|---|---|---|" };
        foreach (var (name, values) in series)
        {
            if (Trend.Of(values) is not { } trend)
            {
                // A series that shows nothing must not pass.
                passed = false;
                rows.Add($"| {name} | | | only {values.Count} values | | | FAIL: too few to judge; soak longer |");
                continue;
            }

            double tolerance = name switch { HostHeap => HostTolerance, HostResident => ResidentTolerance, _ => PageTolerance };
            bool grows = trend.Low > tolerance;
            passed &= !grows;
            double hours = (values[^1].Time - values[0].Time) / 3_600;
            rows.Add(Text($"| {name} | {values[0].Value / Megabyte:0.0} | {values[^1].Value / Megabyte:0.0} | {trend.Growth / Megabyte:0.00} ({trend.Low / Megabyte:0.00} to {trend.High / Megabyte:0.00}) | {trend.Growth / Megabyte / hours:0.0} | {tolerance / Megabyte:0} | {(grows ? "FAIL: it grows" : trend.High < 0 ? "pass: it shrinks" : trend.Low > 0 ? "pass: within the tolerance" : "pass: not told from zero")} |"));
        }

        return (passed, rows);
    }

    /// <summary>A sentence on the navigations, and whether they have become slower: the last quarter against the first.</summary>
    public static (bool Passed, string Row) OfNavigations(IReadOnlyList<double> milliseconds)
    {
        int quarter = milliseconds.Count / 4;
        if (quarter == 0)
            return (false, $"FAIL: only {milliseconds.Count} navigations.");
        double first = new Sample(milliseconds.Take(quarter)).Percentile(0.5);
        double last = new Sample(milliseconds.TakeLast(quarter)).Percentile(0.5);
        bool passed = last <= (first * SlowerRatio) + SlowerMilliseconds;
        return (passed, Text($"{(passed ? "pass" : "FAIL")}: {milliseconds.Count} navigations; median of the first quarter {first:0} ms, of the last {last:0} ms."));
    }

    /// <summary>The problem that an error of a page is: only a warning if an event met a component that was just removed.</summary>
    /// <param name="source">Where the error was reported.</param>
    /// <param name="error">The error's text.</param>
    public static string OfPageError(string source, string error) =>
        Late.FirstOrDefault(late => error.Contains(late.Text, StringComparison.Ordinal)).Reason is { } reason
            ? $"{Warning}{source}: {reason}."
            : $"{source}: {error}";

    /// <summary>The problems as lines, and whether none of them is an error.</summary>
    public static (bool Passed, IReadOnlyList<string> Rows) OfProblems(IReadOnlyList<string> problems)
    {
        int errors = problems.Count(problem => !problem.StartsWith(Warning, StringComparison.Ordinal));
        return (errors == 0, [$"{(errors == 0 ? "pass" : "FAIL")}: {errors} errors and {problems.Count - errors} warnings logged.", .. problems.Select(problem => $"  {problem}")]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
