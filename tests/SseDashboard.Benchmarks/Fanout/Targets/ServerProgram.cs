using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>A server that is not ours, on a free port of the loopback, until it is disposed.</summary>
internal sealed class ServerProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private ServerProgram(Process process, int port)
    {
        (_process, Port) = (process, port);
        // When the bench is ended from outside, nothing is disposed.
        AppDomain.CurrentDomain.ProcessExit += Kill;
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>The CPU time used by it and its workers, and the part spent in the kernel.</summary>
    public (TimeSpan All, TimeSpan Kernel) Cpu
    {
        get
        {
            var all = TimeSpan.Zero;
            var kernel = TimeSpan.Zero;
            foreach (int id in Workers().Prepend(_process.Id))
            {
                using var process = Process.GetProcessById(id);
                all += process.TotalProcessorTime;
                kernel += process.PrivilegedProcessorTime;
            }

            return (all, kernel);
        }
    }

    /// <summary>Starts a Redis that keeps nothing on disk.</summary>
    public static Task<ServerProgram> RedisAsync() =>
        StartAsync("redis-server", port => ["--bind", "127.0.0.1", "--port", Text(port), "--save", "", "--logfile", "/dev/null"]);

    /// <summary>Starts a program, and waits until it is listening.</summary>
    /// <param name="program">Its path or name.</param>
    /// <param name="arguments">Its arguments, given its port.</param>
    /// <param name="isReady">Whether it also serves, once it is listening.</param>
    public static async Task<ServerProgram> StartAsync(string program, Func<int, IEnumerable<string>> arguments, Predicate<int>? isReady = null)
    {
        int port = FreePort();
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(program, arguments(port)))!;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"{program} does not start: {error.Message}. The scenarios of several hosts need redis-server and nginx.", error);
        }

        var server = new ServerProgram(process, port);
        var watch = Stopwatch.StartNew();
        while (!IsListening(port) || isReady?.Invoke(port) == false)
        {
            if (process.HasExited || watch.Elapsed > Patience)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"{program} was not ready within {Patience.TotalSeconds} s.");
            }

            await Task.Delay(10);
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(null, EventArgs.Empty);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Kill(object? sender, EventArgs e)
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private IEnumerable<int> Workers() =>
        File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsListening(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
