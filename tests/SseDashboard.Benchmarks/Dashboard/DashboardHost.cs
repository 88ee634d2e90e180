using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SseDashboard.Benchmarks.Dashboard;

/// <summary>The real dashboard in a process of its own, on a free loopback port.</summary>
internal sealed partial class DashboardHost : IAsyncDisposable
{
    private const int MaxProblems = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly SemaphoreSlim _asking = new(1);
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<long>? _answer;
    private int _problemCount;

    private DashboardHost(Process process) => _process = process;

    /// <summary>The host's URL.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The warnings and errors that the host has logged, at most 100 of them.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>The CPU time used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The resident memory in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts the host with these settings and returns once it listens.</summary>
    public static async Task<DashboardHost> StartAsync(params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(DashboardHost).Assembly.Location;
        foreach (string argument in settings.Prepend("--urls=http://127.0.0.1:0").Prepend("SseDashboard.dll"))
            start.ArgumentList.Add(argument);
        var host = new DashboardHost(Process.Start(start)!);
        host._process.OutputDataReceived += (_, line) => host.Take(line.Data);
        host._process.ErrorDataReceived += (_, line) => host.TakeError(line.Data);
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        try
        {
            host.Url = await host._listening.Task.WaitAsync(Patience);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks a question of <see cref="StartupHook"/>.</summary>
    /// <exception cref="TimeoutException">The host has not answered for half a minute.</exception>
    public async Task<long> AskAsync(string question)
    {
        await _asking.WaitAsync();
        try
        {
            _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await _process.StandardInput.WriteLineAsync(question);
            await _process.StandardInput.FlushAsync();
            return await _answer.Task.WaitAsync(Patience);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Stops the host.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        _asking.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _listening.TrySetException(new InvalidOperationException($"The dashboard ended before it listened: {string.Join('\n', _problems)}"));
            _answer?.TrySetException(new InvalidOperationException("The dashboard ended without an answer."));
        }
        else if (line.StartsWith(StartupHook.Mark, StringComparison.Ordinal))
        {
            _answer!.TrySetResult(long.Parse(line.AsSpan(StartupHook.Mark.Length), CultureInfo.InvariantCulture));
        }
        else if (Problem().IsMatch(line))
        {
            TakeError(line);
        }
        else if (Address().Match(line) is { Success: true } address)
        {
            _listening.TrySetResult(new(address.Value));
        }
    }

    private void TakeError(string? line)
    {
        if (!string.IsNullOrEmpty(line) && Interlocked.Increment(ref _problemCount) <= MaxProblems)
            _problems.Enqueue(line);
    }

    [GeneratedRegex("^(warn|fail|crit): ")]
    private static partial Regex Problem();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
