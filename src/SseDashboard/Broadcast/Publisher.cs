using System.Text.RegularExpressions;
using SseDashboard.Hosting.Requests;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>Publishes to a channel by its name. The endpoint and the dashboard share it, so both refuse the same things.</summary>
internal sealed partial class Publisher(BroadcastChannels channels)
{
    /// <summary>The refusal of an invalid channel name; <see langword="null"/> if it is valid.</summary>
    public static Refusal? Check(string channel) => Name().IsMatch(channel) ? null : WrongName();

    /// <summary>The refusal of an invalid channel name.</summary>
    public static Refusal WrongName() =>
        Refusal.OfField("channel", "A channel's name has 1 to 64 letters (a to z), digits, dots, hyphens or underscores.");

    /// <summary>The refusal to create a channel when all are in use.</summary>
    public static Refusal Full() => Refusal.Of(
        StatusCodes.Status503ServiceUnavailable,
        "channels",
        "All broadcast channels are in use. Use one of them, or raise Streams:MaxChannels.",
        TimeSpan.FromSeconds(5));

    /// <summary>Publishes events back to back, without another publisher's in between.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="publications">The events.</param>
    /// <param name="left">Ends the wait for the answer.</param>
    /// <param name="key">The publisher's idempotency key, if it has one.</param>
    /// <returns>The last event's id, or the refusal; if an event is too large, those before it are published. Exactly one of the two is not <see langword="null"/>.</returns>
    public async Task<(Published? Published, Refusal? Refusal)> PublishAsync(
        string channel, IReadOnlyList<Publication> publications, CancellationToken left, string? key = null)
    {
        var (events, refusal) = ToEvents(publications);
        if ((Check(channel) ?? refusal) is { } wrong)
            return (null, wrong);
        using var lease = channels.Open(channel);
        return lease is null ? (null, Full()) : await PublishAsync(lease.Channel, events, key, left);
    }

    /// <summary>
    /// Publishes a burst in pieces, with one piece in memory at a time. Other publishers' events, and the caller's other
    /// work, can come between two pieces.
    /// </summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="burst">The events to publish.</param>
    /// <param name="progress">Called between pieces with the number of events published so far.</param>
    /// <param name="left">Ends the burst.</param>
    /// <returns>The last event's id, or the refusal; the pieces before it are published. Exactly one of the two is not <see langword="null"/>.</returns>
    public async Task<(Published? Published, Refusal? Refusal)> PublishAsync(
        string channel, Burst burst, Action<int> progress, CancellationToken left)
    {
        if ((Check(channel) ?? ToEvents(burst.Take(1, 1)).Refusal) is { } wrong)
            return (null, wrong);
        // One lease for all pieces: a channel without listeners could be removed between two of them.
        using var lease = channels.Open(channel);
        if (lease is null)
            return (null, Full());
        for (int done = 0; ;)
        {
            int count = Math.Min(burst.Piece, burst.Number - done);
            var (published, refusal) = await PublishAsync(lease.Channel, ToEvents(burst.Take(done + 1, count)).Events, null, left);
            done += count;
            if (published is null || done == burst.Number)
                return (published, refusal);
            progress(done);
            await Task.Yield();
        }
    }

    private static (ServerSentEvent[] Events, Refusal? Refusal) ToEvents(IReadOnlyList<Publication> publications)
    {
        var events = new ServerSentEvent[publications.Count];
        for (int i = 0; i < events.Length; i++)
        {
            var (@event, refusal) = publications[i].ToEvent();
            if (refusal is not null)
                return ([], refusal);
            events[i] = @event!;
        }

        return (events, null);
    }

    private static async Task<(Published? Published, Refusal? Refusal)> PublishAsync(
        BroadcastChannel channel, ServerSentEvent[] events, string? key, CancellationToken left)
    {
        try
        {
            string id = await channel.PublishAllAsync(events, key, left);
            return (new(id, channel.Subscribers), null);
        }
        catch (EventTooLargeException error)
        {
            return (null, Refusal.OfField("data", error.Message, "event-too-large"));
        }
        catch (BroadcastUnavailableException error)
        {
            return (null, Refusal.Of(StatusCodes.Status503ServiceUnavailable, "log-unavailable", error.Message, error.RetryAfter));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
