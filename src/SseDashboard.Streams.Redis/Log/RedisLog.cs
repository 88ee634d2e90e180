using System.Security.Cryptography;
using StackExchange.Redis;

namespace SseDashboard.Streams;

/// <summary>The log of a channel in Redis: publishing. Its part of the history on this host comes from a <see cref="ChannelFeed"/>.</summary>
internal sealed partial class RedisLog : ChannelLog
{
    private readonly RedisLogServices _services;
    private readonly PublicationGroup _group;
    private readonly Lock _lock = new();

    public RedisLog(LogContext context, RedisLogServices services)
        : base(context)
    {
        _services = services;
        _group = new(this, services);
        Keys = new(services.Options.KeyPrefix, context.Channel);
    }

    /// <inheritdoc/>
    public override bool IsShared => true;

    /// <summary>The names of the channel in Redis.</summary>
    public ChannelKeys Keys { get; }

    /// <summary>The last events that this host has seen.</summary>
    public SeenEvents Seen { get; } = new();

    /// <inheritdoc/>
    public override ValueTask<string> AppendAsync(ServerSentEvent @event, string? key, CancellationToken cancellationToken) =>
        AppendAllAsync([@event], key, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask<string> AppendAllAsync(
        IReadOnlyList<ServerSentEvent> events, string? key, CancellationToken cancellationToken)
    {
        var (frames, bytes, refused) = Encode(events);
        // What a caller no longer waits for still counts as pending.
        string id = frames.Count == 0 ? "" : await PublishAsync(frames, bytes, key, cancellationToken).WaitAsync(cancellationToken);
        return refused is null ? id : throw refused;
    }

    /// <summary>The arguments with which every script begins, with a new half of an epoch for each attempt.</summary>
    public List<RedisValue> Arguments() =>
    [
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), Seen.ToString(),
        // Longer than the events, so that their epochs are known as long as they can be replayed.
        (long)_services.Options.MaxHistoryAge.TotalMilliseconds * 2,
    ];

    private (List<RedisValue> Frames, long Bytes, Exception? Refused) Encode(IReadOnlyList<ServerSentEvent> events)
    {
        var frames = new List<RedisValue>(events.Count);
        long bytes = 0, next = Seen.Last.Sequence + 1;
        try
        {
            for (int i = 0; i < events.Count; i++)
            {
                Check(events[i]);
                var fields = EventFrame.Of(events[i]).Bytes;
                // The server assigns the number; it has as many digits as the next one known here, or a few more.
                int size = fields.Length + "id: \n".Length + new BroadcastId("0123456789abcdef", next + i).ToString().Length;
                if (size > Context.Options.MaxEventBytes)
                    throw new EventTooLargeException(size, Context.Options.MaxEventBytes);
                frames.Add(fields);
                bytes += size;
            }

            return (frames, bytes, null);
        }
        catch (Exception refused) when (refused is ArgumentException or EventTooLargeException)
        {
            return (frames, bytes, refused);
        }
    }

    private async Task<string> PublishAsync(List<RedisValue> frames, long bytes, string? key, CancellationToken cancellationToken)
    {
        if (!_services.Pending.TryEnter(bytes))
        {
            _services.Metrics.Failed();
            throw new BroadcastUnavailableException(
                $"{_services.Pending.Count} publications wait for Redis at {_services.Connection.Where} already. Publish more slowly, or raise Broadcast:MaxPendingPublications and MaxPendingBytes.",
                _services.Options.RetryAfter);
        }

        try
        {
            long started = _services.Clock.GetTimestamp();
            // A key is looked up, and replicas confirm, for one publication at a time.
            var published = key is null && _services.Confirmation is null
                ? await _group.PublishAsync(frames, bytes, started)
                : await new Publication(this, _services, frames, key, started).RunAsync(cancellationToken);
            _services.Metrics.Published(_services.Clock.GetElapsedTime(started));
            if (published.IsRepeated)
                _services.Metrics.Repeated();
            else
                Context.Metrics.Published(frames.Count);
            return published.Id;
        }
        catch (BroadcastUnavailableException)
        {
            _services.Metrics.Failed();
            throw;
        }
        finally
        {
            _services.Pending.Leave(bytes);
        }
    }
}
