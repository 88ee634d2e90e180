using System.Globalization;
using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>
/// Waits until replicas have what was published (<c>WAIT</c>). The command blocks its connection, so it uses a separate one, and
/// one round serves all publications that wait when it begins.
/// </summary>
internal sealed partial class ReplicaConfirmation : IDisposable
{
    private readonly RedisBroadcastOptions _options;
    private readonly LazyConnection _connection;
    private readonly Lock _lock = new();
    private List<Waiter> _waiting = [];
    private bool _isRunning;

    public ReplicaConfirmation(RedisConnection connection)
    {
        _options = connection.Options;
        var configuration = connection.Configuration.Clone();
        // The library counts INFO among the commands of administrators.
        configuration.AllowAdmin = true;
        // A round takes as long as the replicas may.
        configuration.AsyncTimeout = Math.Max(configuration.AsyncTimeout, (int)_options.ReplicaTimeout.TotalMilliseconds * 2);
        _connection = new(configuration);
    }

    /// <summary>Waits for the replicas of the server that has a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="server">The replication ID of the server that accepted the event: the promise is worthless from another.</param>
    /// <returns>Whether enough replicas confirmed in time.</returns>
    public Task<bool> ConfirmAsync(RedisKey key, string server)
    {
        var waiter = new Waiter(key, server, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _waiting.Add(waiter);
            if (_isRunning)
                return waiter.Answer.Task;
            _isRunning = true;
        }

        _ = RunAsync();
        return waiter.Answer.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } waiting)
        {
            try
            {
                var redis = await _connection.OpenAsync();
                // In a Cluster each channel is on one of several primaries.
                await Task.WhenAll(waiting.GroupBy(waiter => redis.GetServer(waiter.Key, null, CommandFlags.DemandMaster).EndPoint)
                    .Select(group => RoundAsync(redis.GetServer(group.Key), [.. group])));
            }
            catch (Exception error)
            {
                // Each of them reports it to its publisher.
                foreach (var waiter in waiting)
                    waiter.Answer.TrySetException(error);
            }
        }
    }

    private List<Waiter> Take()
    {
        lock (_lock)
        {
            var waiting = _waiting;
            _waiting = [];
            _isRunning = waiting.Count > 0;
            return waiting;
        }
    }

    private async Task RoundAsync(IServer server, List<Waiter> waiting)
    {
        // WAIT waits for what was written before the previous command on the same connection: hence a command before it. The server
        // has the same ID afterwards, or else another one may have answered for replicas that have not got the event.
        var before = server.PingAsync();
        var confirmed = server.ExecuteAsync(
            "WAIT", _options.Replicas.ToString(CultureInfo.InvariantCulture),
            ((long)_options.ReplicaTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        var after = server.ExecuteAsync("INFO", "replication");
        bool isEnough = (int)await confirmed >= _options.Replicas;
        await before;
        string id = IdOf((string?)await after);
        foreach (var waiter in waiting)
            waiter.Answer.TrySetResult(isEnough && id == waiter.Server);
    }

    private static string IdOf(string? info) => ReplicationId().Match(info ?? "").Groups[1].Value;

    [GeneratedRegex(@"master_replid:(\w+)")]
    private static partial Regex ReplicationId();

    private sealed record Waiter(RedisKey Key, string Server, TaskCompletionSource<bool> Answer);
}
