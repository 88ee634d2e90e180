using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>A broadcast's <c>gap</c> event in words.</summary>
internal static class GapWords
{
    /// <summary>What was missed, and where the stream goes on.</summary>
    public static string Of(GapNotice gap) => gap.Missed is { } missed
        ? $"Missed {Quantity.Of(missed, "event")}: no longer in the server's history. The stream continues after {ForeignText.Isolated(gap.ResumedAfter)}."
        : $"Missed an unknown number of events: the server started a new history. The stream continues after {ForeignText.Isolated(gap.ResumedAfter)}.";
}
