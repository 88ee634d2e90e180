using System.Diagnostics;
using System.Reflection;

namespace SseDashboard.E2E.Hosting;

/// <summary>The dashboard as <c>./run.sh</c> serves it: published, in its own process.</summary>
internal sealed class RunScript : IDisposable
{
    // On a clean checkout it restores, compiles and compresses; three minutes are enough on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private RunScript(Process process, IReadOnlyList<string> lines)
    {
        _process = process;
        Lines = lines;
        Url = new(lines[^1].Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal)));
    }

    /// <summary>What the script printed, up to the address.</summary>
    public IReadOnlyList<string> Lines { get; }

    public Uri Url { get; }

    /// <summary>Runs the script on a free port and returns once it has printed the address.</summary>
    public static async Task<RunScript> StartAsync(CancellationToken cancellation)
    {
        string script = typeof(RunScript).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == nameof(RunScript)).Value!;
        var start = new ProcessStartInfo("bash", [script, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        // Build servers that outlive the build would keep the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var lines = new List<string>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                lines.Add(line);
                if (line.Contains("http://", StringComparison.Ordinal))
                    return new(process, lines);
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"run.sh did not print an address within {Patience.TotalMinutes} min. It printed: {string.Join(" | ", lines)}");
        }

        throw new InvalidOperationException($"run.sh ended without an address. It printed: {string.Join(" | ", lines)}");
    }

    public void Dispose()
    {
        // The script has replaced itself with the host.
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
