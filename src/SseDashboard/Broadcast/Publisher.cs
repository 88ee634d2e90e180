using System.Text.RegularExpressions;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>Publishes to a channel by its name. The endpoint and the dashboard both do it here, so that the same is refused.</summary>
internal sealed partial class Publisher(ChannelDirectory directory)
{
    /// <summary>The refusal of a channel's name, or <see langword="null"/> if it is one.</summary>
    public static Refusal? Check(string channel) => Name().IsMatch(channel)
        ? null
        : Refusal.OfField("channel", "A channel's name has 1 to 64 letters (a to z), digits, dots, hyphens or underscores.");

    /// <summary>The refusal of one channel more than there may be.</summary>
    public static Refusal Full() => Refusal.Of(
        StatusCodes.Status503ServiceUnavailable,
        "channels",
        "All broadcast channels are in use. Use one of them, or raise Streams:Channels.",
        TimeSpan.FromSeconds(5));

    /// <summary>Publishes in a row, with nothing of another publisher between.</summary>
    /// <returns>The id of the last, or what was refused: if one is too large, those before it are published. Exactly one of the two is not <see langword="null"/>.</returns>
    public async Task<(Published? Published, Refusal? Refusal)> PublishAsync(
        string channel, IReadOnlyList<Publication> publications, CancellationToken left)
    {
        if (Check(channel) is { } wrong)
            return (null, wrong);
        var events = new ServerSentEvent[publications.Count];
        for (int i = 0; i < events.Length; i++)
        {
            var (@event, refusal) = publications[i].ToEvent();
            if (refusal is not null)
                return (null, refusal);
            events[i] = @event!;
        }

        using var lease = directory.Open(channel);
        if (lease is null)
            return (null, Full());
        try
        {
            string id = await lease.Channel.PublishAllAsync(events, left);
            return (new(id, lease.Channel.Subscribers), null);
        }
        catch (EventTooLargeException error)
        {
            return (null, Refusal.OfField("data", error.Message, "event-too-large"));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
