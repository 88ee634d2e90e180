using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>A broadcast's <c>gap</c> event in words.</summary>
internal static class GapWords
{
    /// <summary>What was missed, and where the stream goes on.</summary>
    public static string Of(GapNotice gap) => $"{Missed(gap)}. The stream continues after {ForeignText.Isolated(gap.ResumedAfter)}.";

    private static string Missed(GapNotice gap) => gap switch
    {
        { Missed: { } missed } => $"Missed {Quantity.Of(missed, "event")}: no longer in the server's history",
        { Reason: GapReason.Lost } => "Redis failed and lost the newest events, some of which this client has received",
        _ => "Missed an unknown number of events: the server started a new history",
    };
}
