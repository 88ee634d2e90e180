using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SseDashboard.Foreign.Tests.Programs;

/// <summary>A running program that is not ours. What it writes becomes the test's output, which a failed test prints.</summary>
internal sealed class ForeignProcess : IAsyncDisposable
{
    // A program that takes a second on an idle machine has taken more than a minute on a busy one.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _name;
    private readonly ITestOutputHelper? _output;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _reading;

    private ForeignProcess(Process process, string name, ITestOutputHelper? output)
    {
        (_process, _name, _output) = (process, name, output);
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        // When the tests are ended from outside, nothing is disposed.
        AppDomain.CurrentDomain.ProcessExit += Kill;
    }

    /// <summary>The lines of both outputs so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path, or its name on the PATH.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ForeignProcess Start(string program, string folder, params IEnumerable<string> arguments) =>
        Start(program, folder, TestContext.Current.TestOutputHelper, arguments);

    /// <summary>Starts a program that outlives the test. What it writes is in <see cref="Lines"/> only.</summary>
    /// <inheritdoc cref="Start(string, string, IEnumerable{string})"/>
    public static ForeignProcess StartShared(string program, string folder, params IEnumerable<string> arguments) =>
        Start(program, folder, null, arguments);

    private static ForeignProcess Start(string program, string folder, ITestOutputHelper? output, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return new(Process.Start(start)!, Path.GetFileName(program), output);
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{program} does not start: {exception.Message}. These tests need Node.js 20 or later and nginx; ./test.sh --help says where they are looked for.", exception);
        }
    }

    /// <summary>Waits for a line that says that the program has started; fails as soon as it exits without it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="what">What it means, for the failure message: "the server is listening".</param>
    public async Task<Match> StartsAsync(Regex line, string what)
    {
        Match? found = null;
        await StartsAsync(() => (found = _lines.Select(one => line.Match(one)).FirstOrDefault(match => match.Success)) is not null, what);
        return found!;
    }

    /// <summary>Waits until the program has started; fails as soon as it exits before.</summary>
    public Task StartsAsync(Func<bool> condition, string what) => UntilAsync(condition, what, StartLimit);

    /// <summary>Waits for a condition; fails as soon as the program exits without it.</summary>
    public Task UntilAsync(Func<bool> condition, string what) => UntilAsync(condition, what, Wait.Limit);

    private Task UntilAsync(Func<bool> condition, string what, TimeSpan limit) => Wait.UntilAsync(
        async () =>
        {
            bool hasExited = _process.HasExited;
            if (hasExited)
                await _reading;
            if (condition())
                return true;
            Assert.False(hasExited, hasExited ? $"{Ended} before this happened: {what}. {Wrote}" : "");
            return false;
        },
        what,
        limit,
        () => $"{_name} is running, and has used {_process.TotalProcessorTime.TotalSeconds:0.0} s of processor time. {Wrote}");

    /// <summary>Waits until the program has exited, with code 0.</summary>
    /// <param name="patience">How long that may take.</param>
    /// <returns>The lines of both outputs.</returns>
    public async Task<IReadOnlyCollection<string>> EndsAsync(TimeSpan patience)
    {
        try
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{_name} did not exit within {patience.TotalSeconds:0} s. {Wrote}");
        }

        await _reading;
        Assert.True(_process.ExitCode == 0, $"{Ended}. {Wrote}");
        return Lines;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(null, EventArgs.Empty);
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private string Wrote => _lines.IsEmpty ? "It wrote nothing." : $"It wrote:\n{string.Join('\n', _lines.TakeLast(50))}";

    private string Ended => $"{_name} exited with code {_process.ExitCode}";

    private void Kill(object? sender, EventArgs e)
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            _output?.WriteLine($"{_name}: {line}");
        }
    }
}
