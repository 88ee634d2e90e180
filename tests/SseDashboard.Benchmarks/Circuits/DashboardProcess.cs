using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime;

namespace SseDashboard.Benchmarks.Circuits;

/// <summary>The dashboard in a process of its own, which reports its memory on request.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    private const string Dashboard = "SseDashboard";

    private readonly Process _process;

    private DashboardProcess(Process process) => _process = process;

    /// <summary>The dashboard's address.</summary>
    public Uri Url { get; private set; } = default!;

    /// <summary>Starts the dashboard with these settings on a free port.</summary>
    public static async Task<DashboardProcess> StartAsync(params IEnumerable<string> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in settings.Prepend("dashboard").Prepend(typeof(DashboardProcess).Assembly.Location))
            start.ArgumentList.Add(argument);
        // As ./run.sh does: the setting of a web project.
        start.Environment["DOTNET_gcServer"] = "1";
        var host = new DashboardProcess(Process.Start(start)!);
        string address = await host.LineAsync(line => line.Contains("http://", StringComparison.Ordinal));
        host.Url = new(address.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal)) + "/");
        return host;
    }

    /// <summary>The managed heap after a collection, and the process's resident memory, in bytes.</summary>
    public async Task<(long Heap, long Resident)> MemoryAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        string[] answer = (await LineAsync(line => line.StartsWith("memory ", StringComparison.Ordinal))).Split(' ');
        return (long.Parse(answer[1], CultureInfo.InvariantCulture), long.Parse(answer[2], CultureInfo.InvariantCulture));
    }

    /// <summary>Runs in the process: serves the dashboard, and answers each line of the input with the memory.</summary>
    public static int Run(string[] settings)
    {
        var asking = new Thread(() =>
        {
            while (Console.ReadLine() is not null)
                Console.WriteLine(Invariant($"memory {Heap()} {Environment.WorkingSet}"));
            Environment.Exit(0);
        });
        asking.IsBackground = true;
        asking.Start();
        string[] arguments = [.. settings, "--urls", "http://127.0.0.1:0", "--applicationName", Dashboard, "--contentRoot", AppContext.BaseDirectory];
        var main = Assembly.Load(Dashboard).EntryPoint!;
        return (int)main.Invoke(null, [arguments])!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static long Heap()
    {
        // Twice: the first collection runs finalizers, whose objects the second one frees.
        for (int i = 0; i < 2; i++)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private async Task<string> LineAsync(Func<string, bool> isIt)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (isIt(line))
                return line;
            Console.Error.WriteLine(line);
        }

        throw new InvalidOperationException("The dashboard exited.");
    }
}
