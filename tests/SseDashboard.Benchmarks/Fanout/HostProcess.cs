using System.Diagnostics;
using System.Globalization;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>The host process as the clients see it: its port, and its answers to commands.</summary>
internal sealed class HostProcess : ITarget
{
    private readonly Process _process;

    private HostProcess(Process process) => _process = process;

    public int Port { get; private set; }

    public IReadOnlyList<int> Ports => [Port];

    public static async Task<HostProcess> StartAsync(string variant)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(HostProcess).Assembly.Location);
        start.ArgumentList.Add("host");
        start.ArgumentList.Add(variant);
        var host = new HostProcess(Process.Start(start)!);
        host.Port = (int)await host.AnswerAsync();
        return host;
    }

    /// <summary>The CPU time used so far by all threads.</summary>
    public async Task<TimeSpan> CpuAsync() => TimeSpan.FromMicroseconds(await AskAsync("cpu"));

    /// <summary>The part of the CPU time spent in the kernel.</summary>
    public async Task<TimeSpan> KernelAsync() => TimeSpan.FromMicroseconds(await AskAsync("kernel"));

    /// <summary>The managed heap in bytes after a collection, including the server's buffers.</summary>
    public Task<long> MemoryAsync() => AskAsync("memory");

    public Task<long> PublishAsync(Scenario scenario, int seconds, Func<long> delivered) =>
        AskAsync($"publish {scenario.Load} {scenario.Rate} {seconds}");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<long> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        return await AnswerAsync();
    }

    private async Task<long> AnswerAsync() =>
        await _process.StandardOutput.ReadLineAsync() is { } line
            ? long.Parse(line, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("The host exited without answering.");
}
