using System.Text.Json;
using System.Text.Json.Serialization;

namespace SseDashboard.Streams;

/// <summary>Why a subscriber missed events.</summary>
public enum GapReason
{
    /// <summary>The events had fallen out of the channel's history.</summary>
    History,

    /// <summary>The id that the client resumed from belongs to another history, for instance one before a restart.</summary>
    Restart,

    /// <summary>
    /// Events that the client has received, or the server had accepted, were lost with a server of the log: it failed before it
    /// had copied or saved them. The stream continues after the last event that is left.
    /// </summary>
    Lost,
}

/// <summary>
/// The data of the <c>gap</c> event with which a broadcast announces missed events:
/// <c>{"missed":5,"reason":"history","resumedAfter":"epoch-7"}</c>.
/// </summary>
/// <param name="Missed">How many events were missed; <see langword="null"/> if the number is unknown.</param>
/// <param name="Reason">Why.</param>
/// <param name="ResumedAfter">The id after which the stream continues.</param>
public sealed record GapNotice(long? Missed, GapReason Reason, string ResumedAfter)
{
    /// <summary>The type of the event, which no publisher may use.</summary>
    public const string EventType = "gap";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        Converters = { new JsonStringEnumConverter<GapReason>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads the data of an event. Any other server may use the type for something else.</summary>
    /// <returns>The notice; <see langword="null"/> if the data is not one.</returns>
    public static GapNotice? Read(string? data)
    {
        try
        {
            return JsonSerializer.Deserialize<GapNotice>(data ?? "", Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The event, with <see cref="ResumedAfter"/> as its id.</summary>
    public ServerSentEvent ToEvent() =>
        new() { Id = ResumedAfter, Type = EventType, Data = JsonSerializer.Serialize(this, Json) };
}
