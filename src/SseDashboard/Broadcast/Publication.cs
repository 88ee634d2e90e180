using SseDashboard.Hosting.Requests;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>The body of <c>POST /broadcast/{channel}</c>.</summary>
internal sealed record Publication
{
    /// <summary>The event type; clients dispatch an event without one as <c>message</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The data. Line breaks are allowed.</summary>
    public string Data { get; init; } = "";

    /// <summary>The event, or a refusal if the type cannot be published.</summary>
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
/// <param name="Id">The event's id.</param>
/// <param name="Listeners">The number of the channel's listeners at that time.</param>
internal sealed record Published(string Id, int Listeners);
