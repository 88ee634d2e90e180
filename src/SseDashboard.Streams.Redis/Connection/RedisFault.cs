using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>Why Redis did not do what it was asked to, in words.</summary>
/// <param name="Words">What happened and what to do.</param>
/// <param name="IsTransient">Whether another attempt soon may succeed.</param>
/// <param name="MayHaveRun">Whether the command may have run although its answer did not arrive.</param>
internal sealed record RedisFault(string Words, bool IsTransient, bool MayHaveRun)
{
    /// <summary>Whether an exception is one of Redis rather than a bug.</summary>
    public static bool Is(Exception error) => error is RedisException or RedisTimeoutException or TimeoutException;

    /// <summary>Explains an exception.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="where">The addresses of the connection string.</param>
    public static RedisFault Of(Exception error, string where) => error switch
    {
        RedisConnectionException connection => Of(connection.FailureType, where) with
        {
            MayHaveRun = connection.CommandStatus is not (CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog)
                && connection.FailureType is not (ConnectionFailureType.UnableToResolvePhysicalConnection or ConnectionFailureType.UnableToConnect),
        },
        RedisTimeoutException or TimeoutException => new($"Redis at {where} did not answer in time. It is overloaded, blocked by a slow command, or cut off.", true, true),
        RedisServerException server => OfServer(server, where),
        RedisCommandException => new($"No server at {where} is a primary that takes events. Name the primary, or Sentinel, in Broadcast:Redis.", true, false),
        _ => new($"Redis at {where} failed: {error.Message}", false, true),
    };

    /// <summary>Explains why there is no connection.</summary>
    public static RedisFault Of(ConnectionFailureType failure, string where) => failure switch
    {
        ConnectionFailureType.AuthenticationFailure => Password(where),
        ConnectionFailureType.Loading => new($"Redis at {where} is loading its data.", true, false),
        _ => new($"Redis at {where} cannot be reached. Start it, or correct Broadcast:Redis.", true, false),
    };

    // An error reply to a script means that it wrote nothing: each error is raised by its first write at the latest.
    private static RedisFault OfServer(RedisServerException error, string where) => error.Kind switch
    {
        RedisErrorKind.OutOfMemory => new(
            $"Redis at {where} is full, so it takes no events. Raise its maxmemory, or lower Streams:MaxHistoryBytes.", false, false),
        RedisErrorKind.ReadOnly => new(
            $"Redis at {where} is a read-only replica. Name the primary, or Sentinel, in Broadcast:Redis.", true, false),
        RedisErrorKind.NoReplicas => new(
            $"Redis at {where} has fewer replicas than its min-replicas-to-write, so it takes no events. Start them, or lower that setting.", false, false),
        RedisErrorKind.Misconfigured => new(
            $"Redis at {where} cannot save to its disk, so it takes no events. Look at its log; free some disk space.", false, false),
        RedisErrorKind.Loading or RedisErrorKind.MasterDown or RedisErrorKind.ClusterDown or RedisErrorKind.TryAgain => new(
            $"Redis at {where} is not ready: {error.Message}", true, false),
        RedisErrorKind.Busy => new($"Redis at {where} is busy with another script.", true, false),
        RedisErrorKind.NoAuth or RedisErrorKind.WrongPass => Password(where),
        RedisErrorKind.NoPermission => new($"Redis at {where} does not permit this user a command that broadcasts need: {error.Message}", false, false),
        _ => new($"Redis at {where} refused: {error.Message}", false, false),
    };

    private static RedisFault Password(string where) =>
        new($"Redis at {where} refused the password. Correct user and password in Broadcast:Redis.", false, false);
}
