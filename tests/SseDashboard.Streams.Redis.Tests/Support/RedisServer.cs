using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>A redis-server process of a test, on a free port of the loopback, with its data in a temporary directory.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private static readonly Lazy<string> Executable = new(Find);
    private Process? _process;

    public int Port { get; } = FreePorts.Next();

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>The directory of its snapshots and append-only file.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("sse-redis-").FullName;

    private string SentinelConfiguration => Path.Combine(Data, "sentinel.conf");

    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        var server = new RedisServer();
        await server.RunAsync(arguments);
        return server;
    }

    /// <summary>Starts a Sentinel that watches a primary under the name <c>main</c> and takes two seconds to believe it dead.</summary>
    public static async Task<RedisServer> StartSentinelAsync(RedisServer primary)
    {
        var sentinel = new RedisServer();
        await File.WriteAllLinesAsync(
            sentinel.SentinelConfiguration,
            [
                "bind 127.0.0.1", $"port {sentinel.Port}", $"dir {sentinel.Data}", $"sentinel monitor main 127.0.0.1 {primary.Port} 1",
                "sentinel down-after-milliseconds main 2000", "sentinel failover-timeout main 3000",
            ],
            TestContext.Current.CancellationToken);
        await sentinel.RunSentinelAsync();
        return sentinel;
    }

    /// <summary>Starts a Sentinel again.</summary>
    public Task RunSentinelAsync() => LaunchAsync(SentinelConfiguration, "--sentinel");

    /// <summary>Starts the process again, on the same port and with the data that is left.</summary>
    public Task RunAsync(params string[] arguments) => LaunchAsync(
        ["--bind", "127.0.0.1", "--port", $"{Port}", "--dir", Data, "--save", "", "--enable-debug-command", "yes", "--repl-diskless-sync-delay", "0", .. arguments]);

    /// <summary>Deletes the snapshots and the append-only file of a server that does not run.</summary>
    public void DeleteData()
    {
        Directory.Delete(Data, recursive: true);
        Directory.CreateDirectory(Data);
    }

    /// <summary>Ends the process as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await Wait.ForAsync(_process.WaitForExitAsync(TestContext.Current.CancellationToken), "Redis ends");
        _process.Dispose();
        _process = null;
    }

    /// <summary>Runs a command on a new connection.</summary>
    /// <returns>The reply as text, an array's elements joined by line ends.</returns>
    public async Task<string> RunCommandAsync(params string[] words)
    {
        await using var connection = await RespConnection.OpenAsync(Port);
        return await Wait.ForAsync(connection.RunAsync(words), $"Redis answers {string.Join(' ', words)}");
    }

    /// <summary>Makes scripts and writes wait until <see cref="ReleaseAsync"/>.</summary>
    public Task HoldAsync() => RunCommandAsync("CLIENT", "PAUSE", "60000", "WRITE");

    /// <summary>Lets what waits run.</summary>
    public Task ReleaseAsync() => RunCommandAsync("CLIENT", "UNPAUSE");

    /// <summary>Waits until this replica has a link to its primary and has loaded its data.</summary>
    public Task FollowsAsync() => Wait.UntilAsync(
        async () => (await RunCommandAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal), "the replica follows");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        Directory.Delete(Data, recursive: true);
    }

    private async Task LaunchAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable.Value, arguments) { RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        // Read, so that it never waits for the pipe.
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await Wait.UntilAsync(
            async () =>
            {
                Assert.False(_process.HasExited, $"redis-server {string.Join(' ', arguments)} exited at once.");
                return await AnswersAsync();
            },
            $"Redis answers on port {Port}");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = await RespConnection.OpenAsync(Port);
            await connection.RunAsync("PING");
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (RespException error)
        {
            return error.Message.StartsWith("NOAUTH", StringComparison.Ordinal);
        }
    }

    private static string Find()
    {
        string? chosen = Environment.GetEnvironmentVariable("REDIS_SERVER");
        if (!string.IsNullOrEmpty(chosen))
        {
            Assert.True(File.Exists(chosen), $"REDIS_SERVER is {chosen}, which does not exist. Correct or unset it.");
            return chosen;
        }

        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, "redis-server")).FirstOrDefault(File.Exists);
        Assert.True(found is not null, "These tests need redis-server 6.2 or newer: install it (Debian: apt-get install redis-server), or set REDIS_SERVER to its path.");
        return found;
    }
}
