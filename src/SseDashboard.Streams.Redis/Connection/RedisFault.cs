using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>Whether another attempt soon may succeed.</summary>
internal enum Outlook
{
    /// <summary>No, not without intervention.</summary>
    Lasting,

    /// <summary>When Redis is back, which may take long.</summary>
    Away,

    /// <summary>Yes.</summary>
    Passing,
}

/// <summary>Why Redis did not do what it was asked to, in words.</summary>
/// <param name="Words">What happened and what to do.</param>
/// <param name="Outlook">Whether another attempt soon may succeed.</param>
/// <param name="MayHaveRun">Whether the command may have run although its answer did not arrive.</param>
internal sealed record RedisFault(string Words, Outlook Outlook, bool MayHaveRun)
{
    /// <summary>Whether commands that only read may succeed nevertheless.</summary>
    public bool IsOfWrites { get; init; }

    /// <summary>Whether an exception comes from Redis, or from what it holds, rather than from a bug.</summary>
    public static bool Is(Exception error) => error is RedisException or RedisCommandException or RedisTimeoutException
        or TimeoutException or InvalidDataException;

    /// <summary>Explains an exception.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="where">The addresses of the connection string.</param>
    public static RedisFault Of(Exception error, string where) => error switch
    {
        // That there is no connection; the reason is inside.
        RedisConnectionException { InnerException: RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } } => Password(where),
        RedisConnectionException when error.Message.Contains("not eligible for replica", StringComparison.Ordinal) => NoPrimary(where),
        RedisConnectionException connection => Of(connection.FailureType, where) with
        {
            MayHaveRun = connection.CommandStatus is not (CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog)
                && connection.FailureType is not (ConnectionFailureType.UnableToResolvePhysicalConnection or ConnectionFailureType.UnableToConnect),
        },
        RedisTimeoutException or TimeoutException => new($"Redis at {where} did not answer in time. It is overloaded, blocked by a slow command, or cut off.", Outlook.Passing, true),
        RedisServerException server => OfServer(server, where) with { IsOfWrites = true },
        RedisCommandException => NoPrimary(where),
        _ => new($"Redis at {where} failed: {error.Message}", Outlook.Lasting, true),
    };

    /// <summary>Explains why there is no connection.</summary>
    public static RedisFault Of(ConnectionFailureType failure, string where) => failure switch
    {
        ConnectionFailureType.AuthenticationFailure => Password(where),
        ConnectionFailureType.Loading => new($"Redis at {where} is loading its data.", Outlook.Passing, false),
        _ => new($"Redis at {where} cannot be reached. Start it, or correct Broadcast:Redis.", Outlook.Away, false),
    };

    // A script that Redis refuses has written nothing: its first write is refused at the latest. Only permissions differ from command to
    // command.
    private static RedisFault OfServer(RedisServerException error, string where) => error.Kind switch
    {
        RedisErrorKind.OutOfMemory => new(
            $"Redis at {where} is full, so it takes no events. Raise its maxmemory, or lower Streams:MaxHistoryBytes.", Outlook.Lasting, false),
        RedisErrorKind.ReadOnly => NoPrimary(where),
        RedisErrorKind.NoReplicas => new(
            $"Redis at {where} has fewer replicas than its min-replicas-to-write, so it takes no events. Start them, or lower that setting.", Outlook.Lasting, false),
        RedisErrorKind.Misconfigured => new(
            $"Redis at {where} cannot save to its disk, so it takes no events. Look at its log; free some disk space.", Outlook.Lasting, false),
        RedisErrorKind.Loading or RedisErrorKind.MasterDown or RedisErrorKind.ClusterDown or RedisErrorKind.TryAgain => new(
            $"Redis at {where} is not ready: {error.Message}", Outlook.Passing, false),
        RedisErrorKind.Busy => new($"Redis at {where} is busy with another script.", Outlook.Passing, false),
        RedisErrorKind.NoAuth or RedisErrorKind.WrongPass => Password(where),
        RedisErrorKind.NoPermission => Permission(error, where),
        // Redis 7 gives a command in a script no error code.
        _ when error.Message.Contains("user executing the script", StringComparison.Ordinal) => Permission(error, where),
        _ => new($"Redis at {where} refused: {error.Message}", Outlook.Lasting, true),
    };

    private static RedisFault NoPrimary(string where) =>
        new($"Redis at {where} is a read-only replica. Name the primary, or Sentinel, in Broadcast:Redis.", Outlook.Passing, false);

    private static RedisFault Permission(RedisServerException error, string where) =>
        new($"Redis at {where} does not permit this user a command that broadcasts need: {error.Message}", Outlook.Lasting, true);

    private static RedisFault Password(string where) =>
        new($"Redis at {where} refused the password. Correct user and password in Broadcast:Redis.", Outlook.Lasting, false);
}
