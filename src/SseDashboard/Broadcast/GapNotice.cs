using System.Text.Json;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>The data of a broadcast's <c>gap</c> event.</summary>
/// <param name="Missed">How many events the client missed; <see langword="null"/> if nobody knows.</param>
/// <param name="Reason"><c>history</c>: they had fallen out of the ring. <c>restart</c>: the history began anew.</param>
/// <param name="ResumedAfter">The id after which the stream goes on.</param>
internal sealed record GapNotice(long? Missed, string Reason, string ResumedAfter)
{
    /// <summary>The type of the event.</summary>
    public const string Type = BroadcastChannel.GapType;

    /// <summary>Reads the data; <see langword="null"/> if it is none of the server's, for anybody may publish this type.</summary>
    public static GapNotice? Read(string? data)
    {
        try
        {
            var notice = JsonSerializer.Deserialize<GapNotice>(data ?? "", JsonSerializerOptions.Web);
            return notice is { Reason: not null, ResumedAfter: not null } ? notice : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same in words.</summary>
    public override string ToString() => Missed is { } missed
        ? $"{Quantity.Of(missed, "event")} missed: {(missed == 1 ? "it" : "they")} had fallen out of the server's history. The stream goes on after {ForeignText.Isolated(ResumedAfter)}."
        : $"Nobody knows how many events were missed: the history began anew. The stream goes on after {ForeignText.Isolated(ResumedAfter)}.";
}
