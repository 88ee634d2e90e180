using System.Diagnostics;
using System.Globalization;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>
/// Runs each scenario with the baseline and with ours in turns, prints every run, and compares the medians: one pair of runs
/// says little on a machine that does other things as well.
/// </summary>
internal static class FanoutBench
{
    /// <summary>
    /// Lets the clients' sockets run their callbacks where the readiness is seen: clients that cost less leave the host more
    /// of the machine that both share. The same clients measure both variants.
    /// </summary>
    public const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Lets one thread wait for all clients' sockets. With more of them each send finds one asleep, and waking it is the
    /// host's processor time, which clients elsewhere would not cost it.
    /// </summary>
    public const string SocketThreads = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    private const int Rounds = 3;

    /// <summary>
    /// Runs the named scenarios, or all; a number in front says how often. Returns 0 if every bound was reached without loss.
    /// </summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
            return await AgainAsync(["fanout", .. arguments]);
        int rounds = Rounds;
        string[] names = arguments;
        if (arguments is [var first, .. var rest] && int.TryParse(first, CultureInfo.InvariantCulture, out int number))
            (rounds, names) = (number, rest);
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; host and clients share them\n");
        var rows = new List<string>();
        bool reached = true;
        foreach (var scenario in Scenario.All.Where(scenario => names.Length == 0 || names.Contains(scenario.Name)))
        {
            var (row, good) = await CompareAsync(scenario, rounds);
            rows.Add(row);
            reached &= good;
        }

        Console.WriteLine($"\n| median of {rounds} | | baseline | ours | ratio | must reach | |\n|---|---|---|---|---|---|---|");
        rows.ForEach(Console.WriteLine);
        return reached ? 0 : 1;
    }

    private static async Task<(string Row, bool Good)> CompareAsync(Scenario scenario, int rounds)
    {
        var baseline = new List<Run>();
        var ours = new List<Run>();
        for (int round = 0; round < rounds; round++)
        {
            baseline.Add(await RunAsync("baseline", scenario));
            ours.Add(await RunAsync("broadcast", scenario));
        }

        double theirs = Median(baseline.Select(scenario.Measure));
        double own = Median(ours.Select(scenario.Measure));
        double ratio = own / theirs;
        bool good = scenario.Reached(ratio) && baseline.Concat(ours).All(run => run.Complete);
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {scenario.Title} | {scenario.Unit} | {theirs:F2} | {own:F2} | {ratio:F2} "
            + $"| {(scenario.AtLeast ? ">=" : "<=")} {scenario.Bound:F2} | {(good ? "pass" : "FAIL")} |");
        return (row, good);
    }

    private static async Task<Run> RunAsync(string variant, Scenario scenario)
    {
        var run = await LoadTest.RunAsync(variant, scenario);
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{scenario.Name} {variant}: {scenario.Measure(run):F2} {scenario.Unit}");
        if (scenario.Rate >= 0)
        {
            text += string.Create(
                CultureInfo.InvariantCulture, $"; host CPU s/M {run.CpuPerMillion:F2}, kernel {run.KernelPerMillion:F2}");
        }

        if (scenario.Rate > 0)
            text += string.Create(CultureInfo.InvariantCulture, $"; ms p50 {run.P50:F1}, p99 {run.P99:F1}");
        Console.WriteLine(text + $"; load {LoadAverage()}" + (run.Complete ? "" : "; EVENTS LOST"));
        return run;
    }

    // Of the last minute: what else the machine does while this is measured. Linux only.
    private static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static async Task<int> AgainAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(FanoutBench).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[InlineCompletions] = "1";
        start.Environment[SocketThreads] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
