using SseDashboard.Display;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>One connection of a session beside the one before it.</summary>
internal static class ConnectionWords
{
    /// <summary>The time from the end of the connection before to this request, and how that one ended; <see langword="null"/> for the first.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="before">The connection before it, if it is still listed.</param>
    public static string? Since(InspectedConnection connection, InspectedConnection? before) => before?.Snapshot.End is { } end
        ? $"{Quantity.Duration((connection.Snapshot.StartedAt - end.At).TotalMilliseconds)} after the end of number {before.Number}"
        : null;

    /// <summary>What became of a connection.</summary>
    public static string EndOf(ObservationSnapshot snapshot)
    {
        if (snapshot.End is not { } end)
            return "still open";
        string how = end.Kind switch
        {
            ObservedEndKind.Completed => "ended by the server",
            ObservedEndKind.Stopped => "stopped",
            _ => "failed",
        };
        return $"{how} after {Quantity.Duration((end.At - snapshot.StartedAt).TotalMilliseconds)}";
    }
}
