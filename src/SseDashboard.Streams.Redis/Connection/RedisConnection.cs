using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>
/// This host's connection to Redis. It is opened in the background and reopened whenever it breaks, so that the host starts and
/// runs without Redis.
/// </summary>
internal sealed partial class RedisConnection : IDisposable
{
    private static readonly Version Oldest = new(6, 2);
    private readonly ILogger<RedisConnection> _log;
    private readonly LazyConnection _connection;
    private volatile RedisFault? _fault;
    private int _refreshing;

    public RedisConnection(IOptions<RedisBroadcastOptions> options, ILogger<RedisConnection> log)
    {
        _log = log;
        Options = options.Value;
        Configuration = ConfigurationOptions.Parse(Options.Redis);
        Configuration.AbortOnConnectFail = false;
        // What waits in a queue of the library is neither bounded nor ours to repeat.
        Configuration.BacklogPolicy = BacklogPolicy.FailFast;
        // Without the default's growing pauses: a host should be back when Redis is.
        Configuration.ReconnectRetryPolicy = new LinearRetry(500);
        Where = string.Join(", ", Configuration.EndPoints.Select(Name));
        _connection = new(Configuration, Watch);
    }

    /// <summary>Raised when a connection is back, and when a server may have another role.</summary>
    public event Action? Restored;

    /// <summary>The options.</summary>
    public RedisBroadcastOptions Options { get; }

    /// <summary>The connection string, read.</summary>
    public ConfigurationOptions Configuration { get; }

    /// <summary>The addresses of the connection string.</summary>
    public string Where { get; }

    /// <summary>What is wrong now; <see langword="null"/> if the last command succeeded.</summary>
    public RedisFault? Fault => _fault;

    /// <summary>The connection, once opening it has been tried.</summary>
    public Task<ConnectionMultiplexer> OpenAsync() => _connection.OpenAsync();

    /// <summary>Notes that a command succeeded.</summary>
    public void Succeeded()
    {
        if (_fault is null)
            return;
        _fault = null;
        LogRestored(Where);
    }

    /// <summary>Notes what went wrong, and logs it when it is something else than before.</summary>
    public RedisFault Failed(Exception error)
    {
        var fault = RedisFault.Of(error, Where);
        // There is a connection, but not to a primary: the roles may have changed.
        if (fault.Outlook == Outlook.Passing && !fault.MayHaveRun && Interlocked.Exchange(ref _refreshing, 1) == 0)
            _ = RefreshAsync();
        return Note(fault, error);
    }

    /// <summary>Opens the connection and finds out what is wrong with it, if anything.</summary>
    public async Task ProbeAsync()
    {
        try
        {
            await (await OpenAsync()).GetDatabase().PingAsync();
            Succeeded();
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
    public RedisFault? CheckVersion(ConnectionMultiplexer redis) => FindOldServer(redis) is { } old ? Note(old, null) : null;

    /// <summary>Finds a server that is too old.</summary>
    /// <returns>What is wrong; <see langword="null"/> if none is.</returns>
    public static RedisFault? FindOldServer(ConnectionMultiplexer redis) => redis.GetServers()
        .Where(server => server.IsConnected && server.ServerType != ServerType.Sentinel && server.Version < Oldest)
        .Select(server => new RedisFault(
            $"Redis at {Name(server.EndPoint)} is version {server.Version}, but broadcasts need {Oldest} or newer. Update it.", Outlook.Lasting, false))
        .FirstOrDefault();

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

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
        redis.ConfigurationChanged += (_, _) => Restored?.Invoke();
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

    private RedisFault Note(RedisFault fault, Exception? error)
    {
        if (_fault?.Words != fault.Words)
            LogFault(fault.Words, error);
        return _fault = fault;
    }

    [LoggerMessage(1, LogLevel.Warning, "{Words} Until then events are not published; open streams stay open.")]
    private partial void LogFault(string words, Exception? error);

    [LoggerMessage(2, LogLevel.Information, "Redis at {Where} answers again.")]
    private partial void LogRestored(string where);
}
