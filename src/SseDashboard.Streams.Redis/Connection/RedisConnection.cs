using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>
/// This host's connection to Redis. It is opened in the background and reopened whenever it breaks, so that the host starts and
/// runs without Redis.
/// </summary>
internal sealed class RedisConnection : IDisposable
{
    private static readonly Version Oldest = new(6, 2);
    private readonly LazyConnection _connection;
    private readonly RedisTrouble _trouble;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _disposing = new();
    private int _refreshing;
    private int _probing;

    public RedisConnection(IOptions<RedisBroadcastOptions> options, ILogger<RedisConnection> log, TimeProvider clock)
    {
        _clock = clock;
        Options = options.Value;
        Configuration = ConfigurationOptions.Parse(Options.Redis);
        Configuration.AbortOnConnectFail = false;
        // What waits in a queue of the library is neither bounded nor ours to repeat.
        Configuration.BacklogPolicy = BacklogPolicy.FailFast;
        // Without the default's growing pauses: a host should be back when Redis is.
        Configuration.ReconnectRetryPolicy = new LinearRetry(500);
        Where = string.Join(", ", Configuration.EndPoints.Select(Name));
        _connection = new(Configuration, Watch);
        _trouble = new(log, Where);
    }

    /// <summary>Raised when a connection is back.</summary>
    public event Action? Restored;

    /// <summary>The options.</summary>
    public RedisBroadcastOptions Options { get; }

    /// <summary>The connection string, read.</summary>
    public ConfigurationOptions Configuration { get; }

    /// <summary>The addresses of the connection string.</summary>
    public string Where { get; }

    /// <summary>What is wrong now; <see langword="null"/> if nothing is known to be.</summary>
    public RedisFault? Fault => _trouble.Fault;

    /// <summary>The connection, once opening it has been tried.</summary>
    public Task<ConnectionMultiplexer> OpenAsync() => _connection.OpenAsync();

    /// <summary>Notes that a command succeeded.</summary>
    /// <param name="isWrite">Whether it wrote: one that only reads does not show that a server which was full takes events again.</param>
    public void Succeeded(bool isWrite) => _trouble.End(isWrite);

    /// <summary>Notes what went wrong, and logs it when it is something else than before.</summary>
    public RedisFault Failed(Exception error)
    {
        var fault = RedisFault.Of(error, Where);
        // There is a connection, but not to a primary: the roles may have changed.
        if (fault.Outlook == Outlook.Passing && !fault.MayHaveRun && Interlocked.Exchange(ref _refreshing, 1) == 0)
            _ = RefreshAsync();
        return Note(fault, error);
    }

    /// <summary>Opens the connection and finds out with a write what is wrong, if anything.</summary>
    public async Task ProbeAsync()
    {
        try
        {
            var redis = await OpenAsync();
            await redis.GetDatabase().StringSetAsync(Options.KeyPrefix + "probe", "", TimeSpan.FromSeconds(1), flags: CommandFlags.DemandMaster);
            if (CheckVersion(redis) is null)
                Succeeded(isWrite: true);
        }
        catch (Exception error) when (RedisFault.Is(error))
        {
            Failed(error);
        }
    }

    /// <summary>The connection, once opening it has been tried.</summary>
    /// <exception cref="RedisConnectionException">That takes longer than <paramref name="patience"/>.</exception>
    public async Task<ConnectionMultiplexer> OpenAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync().WaitAsync(patience, clock, cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new RedisConnectionException(
                ConnectionFailureType.UnableToConnect, CommandFlags.None, "The first connection has not been opened yet.", late, CommandStatus.WaitingToBeSent);
        }
    }

    /// <summary>Notes that a server is too old.</summary>
    /// <returns>What is wrong; <see langword="null"/> if none is.</returns>
    public RedisFault? CheckVersion(ConnectionMultiplexer redis)
    {
        foreach (var server in redis.GetServers())
        {
            if (server.IsConnected && server.ServerType != ServerType.Sentinel && server.Version < Oldest)
            {
                return Note(
                    new($"Redis at {Name(server.EndPoint)} is version {server.Version}, but broadcasts need {Oldest} or newer. Update it.", Outlook.Lasting, false) { IsOfWrites = true }, null);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposing.Cancel();
        _disposing.Dispose();
        _connection.Dispose();
    }

    private static string Name(EndPoint address) =>
        address is DnsEndPoint name ? $"{name.Host}:{name.Port}" : address.ToString() ?? "";

    private void Watch(ConnectionMultiplexer redis)
    {
        // Without its subscription a host still reads the log every second.
        redis.ConnectionFailed += (_, failure) =>
        {
            if (failure.ConnectionType == ConnectionType.Interactive)
                Note(RedisFault.Of(failure.FailureType, Where), failure.Exception);
        };
        redis.ConnectionRestored += (_, _) => Restored?.Invoke();
    }

    // Asks every server for its role.
    private async Task RefreshAsync()
    {
        try
        {
            await (await OpenAsync()).ConfigureAsync();
        }
        catch (Exception error) when (RedisFault.Is(error))
        {
            Note(RedisFault.Of(error, Where), error);
        }
        finally
        {
            Interlocked.Exchange(ref _refreshing, 0);
        }
    }

    // An unused host runs no other command that could succeed, and a load balancer may send it no clients until then.
    private async Task ProbeUntilItWorksAsync()
    {
        try
        {
            do
            {
                await Task.Delay(Options.CheckInterval, _clock, _disposing.Token);
                await ProbeAsync();
            }
            while (Fault is not null);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The host ends.
            return;
        }

        Interlocked.Exchange(ref _probing, 0);
        if (Fault is { } next)
            Note(next, null);
    }

    private RedisFault Note(RedisFault fault, Exception? error)
    {
        _trouble.Begin(fault, error);
        if (Interlocked.Exchange(ref _probing, 1) == 0)
            _ = ProbeUntilItWorksAsync();
        return fault;
    }
}
