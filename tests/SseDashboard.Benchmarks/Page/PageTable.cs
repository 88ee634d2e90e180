using System.Globalization;
using SseDashboard.Benchmarks.Dashboard;

namespace SseDashboard.Benchmarks.Page;

/// <summary>The page bench's rows, printed as they are measured, in Markdown.</summary>
internal static class PageTable
{
    private const double Megabyte = 1_000_000;

    /// <summary>The head of the table of rates.</summary>
    public const string Head = """
        | page | events/s | dispatched/s | taken/s | lost | lost unsaid | delay p50 ms | p99 ms | most behind ms | click p50 ms | p99 ms (clicks) | long tasks | longest ms | main thread | page MB | host CPU | Chromium CPU | host MB |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    /// <summary>The head of the table of the burst.</summary>
    public const string BurstHead = """
        | page, burst of 10,000 events of 330 bytes | first byte to listed ms | long tasks | longest ms | lost | lost unsaid |
        |---|---|---|---|---|---|
        """;

    /// <summary>A row of the table of rates.</summary>
    public static string Row(PageFigures run) => Text(
        $"| {run.Reader.Name} | {run.Rate:N0} | {Number(run.Dispatched)} | {run.Taken:N0} | {run.Lost:N0} | {run.Unsaid:N0} | {At(run.Delays, 0.5)} | {At(run.Delays, 0.99)} | {(run.Reader.ShowsRows ? Number(run.Behind) : "–")} | {At(run.Clicks, 0.5)} | {At(run.Clicks, 0.99)} ({run.Clicks.Count}) | {run.Tasks.Count} | {At(run.Tasks, 1)} | {run.MainThread:P0} | {run.Heap / Megabyte:0.0} | {run.HostCpu:P0} | {run.ChromiumCpu:P0} | {run.HostMemory / Megabyte:0} |");

    /// <summary>A row of the table of the burst.</summary>
    public static string Row(BurstFigures run) => Text(
        $"| {run.Reader.Name} | {Number(run.Listed)} | {run.Tasks.Count} | {At(run.Tasks, 1)} | {run.Lost:N0} | {run.Unsaid:N0} |");

    /// <summary>The cost without a page, as a row of the table of rates.</summary>
    public static string Row(double chromium, double host) => Text(
        $"| no page open | 0 | – | – | – | – | – | – | – | – | – | – | – | – | – | {host:P0} | {chromium:P0} | – |");

    private static string At(Sample sample, double part) => Number(sample.Percentile(part));

    private static string Number(double number) =>
        double.IsNaN(number) ? "–" : double.IsInfinity(number) ? "no answer" : Text($"{number:N0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
