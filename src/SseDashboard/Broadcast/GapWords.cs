using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>A broadcast's <c>gap</c> event in words.</summary>
internal static class GapWords
{
    /// <summary>What was missed, and where the stream goes on.</summary>
    public static string Of(GapNotice gap) => gap.Missed is { } missed
        ? $"{Quantity.Of(missed, "event")} missed: {(missed == 1 ? "it" : "they")} had fallen out of the server's history. The stream goes on after {ForeignText.Isolated(gap.ResumedAfter)}."
        : $"Nobody knows how many events were missed: the history began anew. The stream goes on after {ForeignText.Isolated(gap.ResumedAfter)}.";
}
