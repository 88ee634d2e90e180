using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>What a <c>POST /broadcast/{channel}</c> publishes.</summary>
internal sealed record Publication
{
    /// <summary>The event type; without one the clients dispatch a <c>message</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The data. Line breaks are allowed.</summary>
    public string Data { get; init; } = "";

    /// <summary>The event, or the refusal of a type that cannot be published.</summary>
    public (ServerSentEvent? Event, Refusal? Refusal) ToEvent()
    {
        if (Type == GapNotice.EventType)
            return (null, Refusal.OfField("type", $"Must not be '{Type}', with which the host announces missed events. Choose another type."));
        try
        {
            return (new() { Type = Type, Data = Data }, null);
        }
        catch (ArgumentException error)
        {
            return (null, Refusal.OfField("type", error.Message));
        }
    }
}

/// <summary>The answer to a publication.</summary>
/// <param name="Id">The id that the event was given.</param>
/// <param name="Listeners">How many listened to the channel then.</param>
internal sealed record Published(string Id, int Listeners);
