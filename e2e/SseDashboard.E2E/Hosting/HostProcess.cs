using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SseDashboard.E2E.Hosting;

/// <summary>The app in a separate process, which a test can kill.</summary>
internal sealed partial class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>Starts the app on a port (0 for any free one) and returns once it is listening.</summary>
    /// <param name="port">The port.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="environment">Environment variables: settings, or HOME, which has the keys of data protection.</param>
    public static async Task<HostProcess> StartAsync(int port, CancellationToken cancellation, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        foreach (string argument in new[] { "SseDashboard.dll", "--urls", $"http://127.0.0.1:{port}" })
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The app's process did not start.");
        while (await Wait.ForAsync(process.StandardOutput.ReadLineAsync(cancellation).AsTask(), "the app is listening") is { } line)
        {
            if (Address().Match(line) is { Success: true } match)
            {
                // Keep reading, or the app would block once the pipe is full.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new(process, new(match.Value));
            }
        }

        throw new InvalidOperationException($"The app exited with code {process.ExitCode} before it was listening.");
    }

    /// <summary>Kills the process (SIGKILL), so that it closes nothing.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        _process.Kill();
        await Wait.ForAsync(_process.WaitForExitAsync(cancellation), "the killed process exits");
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
