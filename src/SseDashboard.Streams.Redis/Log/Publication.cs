using System.Security.Cryptography;
using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>One publication, with its attempts.</summary>
internal sealed class Publication(RedisLog log, RedisLogServices services, List<RedisValue> frames, string? key, long started)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _name = RandomNumberGenerator.GetBytes(12);
    // As of the first attempt: what it published, if anything, comes after this.
    private readonly BroadcastId _seen = log.Seen.Last;
    private bool _mayBePublished;

    /// <summary>Publishes; repeats an attempt that was interrupted, until <see cref="RedisBroadcastOptions.PublishTimeout"/>.</summary>
    /// <exception cref="BroadcastUnavailableException">It did not succeed, or not enough replicas confirmed it.</exception>
    public async Task<(string Id, bool IsRepeated)> RunAsync(CancellationToken cancellationToken)
    {
        var (id, server, outcome) = await PublishAsync(cancellationToken);
        if (services.Confirmation is { } replicas)
            await ConfirmAsync(replicas, id, server);
        return (id, outcome == "again");
    }

    private async Task<(string Id, string Server, string Outcome)> PublishAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await AttemptAsync(cancellationToken);
            }
            catch (Exception error) when (RedisFault.Is(error))
            {
                var fault = services.Connection.Failed(error);
                _mayBePublished |= fault.MayHaveRun;
                // A server that is away is not waited for; one that went away during the attempt is.
                bool isWorthwhile = fault.Outlook == Outlook.Passing || (fault.Outlook == Outlook.Away && _mayBePublished);
                if (!isWorthwhile || Left() <= BetweenAttempts)
                    throw Unavailable(fault.Words, error);
            }

            await Task.Delay(BetweenAttempts, services.Clock, cancellationToken);
        }
    }

    private async Task<(string Id, string Server, string Outcome)> AttemptAsync(CancellationToken cancellationToken)
    {
        var redis = await services.Connection.OpenAsync(Left(), services.Clock, cancellationToken);
        if (services.Connection.CheckVersion(redis) is { } outdated)
            throw Unavailable(outdated.Words, null);
        var options = log.Options;
        var values = log.Arguments();
        values.AddRange(
        [
            log.Keys.Messages, options.MaxHistoryEvents, options.MaxHistoryBytes, (long)services.Options.MaxHistoryAge.TotalMilliseconds,
            key ?? "", options.MaxIdempotencyKeys, _name, _mayBePublished ? 1 : 0, _seen.Epoch, _seen.Sequence, .. frames,
        ]);
        var reply = await services.Publish.RunAsync(redis.GetDatabase(), log.Keys.All, [.. values])
            .WaitAsync(Left(), services.Clock, cancellationToken);
        services.Connection.Succeeded(isWrite: true);
        var (id, server, outcome) = ((string)reply[0]!, (string)reply[1]!, (string)reply[2]!);
        if (outcome is "forgotten" or "superseded")
            throw Unavailable("An earlier attempt at this publication was interrupted, and the log no longer shows whether it succeeded.", null);
        if (outcome == "begun")
            services.Metrics.EpochBegun();
        if (BroadcastId.TryParse(id, out var published))
            log.Seen.Add(published);
        return (id, server, outcome);
    }

    // Not repeated as a publication is: the event is published.
    private async Task ConfirmAsync(ReplicaConfirmation replicas, string id, string server)
    {
        Exception? cause = null;
        try
        {
            if (await replicas.ConfirmAsync(log.Keys.All[0], server))
                return;
        }
        catch (Exception error) when (RedisFault.Is(error))
        {
            cause = error;
        }

        throw new BroadcastUnavailableException(
            $"The event was published as {id}, but {services.Options.Replicas} replicas did not confirm it within {services.Options.ReplicaTimeout.TotalSeconds} s. It may be lost if the primary fails now.",
            services.Options.RetryAfter,
            cause)
        {
            PublishedId = id,
        };
    }

    private TimeSpan Left()
    {
        var left = services.Options.PublishTimeout - services.Clock.GetElapsedTime(started);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private BroadcastUnavailableException Unavailable(string words, Exception? error) => new(
        _mayBePublished ? $"{words} The event may have been published: publish it again with the same idempotency key to be sure." : words,
        services.Options.RetryAfter,
        error)
    {
        MayBePublished = _mayBePublished,
    };
}
