using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SseDashboard.E2E.Hosting;

/// <summary>The app as a process of its own, which can be killed as the kernel does it.</summary>
internal sealed partial class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>Starts the app on a port, 0 for a free one, and returns when it listens.</summary>
    public static async Task<HostProcess> StartAsync(int port, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        foreach (string argument in new[] { "SseDashboard.dll", "--urls", $"http://127.0.0.1:{port}" })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The app's process did not start.");
        while (await Wait.ForAsync(process.StandardOutput.ReadLineAsync(cancellation).AsTask(), "the app's process says where it listens") is { } line)
        {
            if (Address().Match(line) is { Success: true } match)
            {
                // Read on, or the app would block once the pipe is full.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new(process, new(match.Value));
            }
        }

        throw new InvalidOperationException($"The app ended with code {process.ExitCode} before it listened.");
    }

    /// <summary>Ends the process at once (SIGKILL): nothing of it gets to say goodbye.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        _process.Kill();
        await Wait.ForAsync(_process.WaitForExitAsync(cancellation), "the killed process is gone");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
