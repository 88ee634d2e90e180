using System.Globalization;
using System.Text;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>Collects the runs, prints each as it completes, and finally prints the comparison.</summary>
internal sealed class Report
{
    private readonly List<(Scenario Scenario, string Variant, Run Run)> _runs = [];

    /// <summary>Prints and stores a run.</summary>
    public void Add(Scenario scenario, string variant, Run run)
    {
        _runs.Add((scenario, variant, run));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{scenario.Name} {variant}: {scenario.Measure(run):F2} {scenario.Unit}");
        if (scenario.Load != Load.Idle)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"; host CPU s/M {run.CpuPerMillion:F2}, kernel {run.KernelPerMillion:F2}");
        }

        if (scenario.Load == Load.Paced)
            text.Append(CultureInfo.InvariantCulture, $"; ms p50 {run.P50:F1}, p99 {run.P99:F1}");
        Console.WriteLine($"{text}; load {LoadAverage()}{(run.Complete ? "" : "; EVENTS LOST")}");
    }

    /// <summary>Prints the table; returns whether every bound was met and nothing was lost.</summary>
    public bool Write()
    {
        Console.WriteLine("\n| medians | | against | theirs | ours | compared (quartiles) | bound | |\n|---|---|---|---|---|---|---|---|");
        bool reached = true;
        foreach (var scenario in _runs.Select(run => run.Scenario).Distinct())
        {
            foreach (var bound in scenario.Bounds)
                reached &= WriteRow(scenario, bound);
        }

        return reached;
    }

    private bool WriteRow(Scenario scenario, Bound bound)
    {
        double[] ours = Measured(scenario, scenario.Ours);
        double[] theirs = bound.Against is { } variant ? Measured(scenario, variant) : ours;
        double[] compared = [.. ours.Zip(theirs, bound.Compare)];
        bool reached = bound.IsReached(Quantile(compared, 0.5)) && _runs.TrueForAll(run => run.Scenario != scenario || run.Run.Complete);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {scenario.Title} | {scenario.Unit} | {bound.Against} | {(bound.Against is null ? "" : $"{Quantile(theirs, 0.5):F2}")} | {Quantile(ours, 0.5):F2} "
            + $"| {bound.Kind} {Quantile(compared, 0.5):F2} ({Quantile(compared, 0.25):F2} to {Quantile(compared, 0.75):F2}) "
            + $"| {(bound.AtLeast ? ">=" : "<=")} {bound.Limit:F2} | {(reached ? "pass" : "FAIL")} |"));
        return reached;
    }

    private double[] Measured(Scenario scenario, string variant) =>
        [.. _runs.Where(run => run.Scenario == scenario && run.Variant == variant).Select(run => scenario.Measure(run.Run))];

    // Linear interpolation between neighbouring values.
    private static double Quantile(double[] values, double part)
    {
        double[] sorted = [.. values.Order()];
        double at = part * (sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }

    // The load average of the last minute, to show what else the machine was doing.
    private static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
