using System.Text.Json;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>The data of a broadcast's <c>gap</c> event.</summary>
/// <param name="Missed">How many events the client missed; <see langword="null"/> if unknown.</param>
/// <param name="Reason"><c>history</c>: they were no longer in the ring. <c>restart</c>: a new history began.</param>
/// <param name="ResumedAfter">The id after which the stream continues.</param>
internal sealed record GapNotice(long? Missed, string Reason, string ResumedAfter)
{
    /// <summary>The type of the event.</summary>
    public const string Type = BroadcastChannel.GapType;

    /// <summary>Reads the data; <see langword="null"/> if the server did not write it, since other sources can send this type as well.</summary>
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

    /// <summary>The notice as a sentence.</summary>
    public override string ToString() => Missed is { } missed
        ? $"{Quantity.Of(missed, "event")} missed: {(missed == 1 ? "it" : "they")} had fallen out of the server's history. The stream goes on after {ForeignText.Isolated(ResumedAfter)}."
        : $"Nobody knows how many events were missed: the history began anew. The stream goes on after {ForeignText.Isolated(ResumedAfter)}.";
}
