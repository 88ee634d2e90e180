namespace SseDashboard.Labs;

/// <summary>Every fault that the host can show.</summary>
internal static partial class FaultCatalog
{
    private static Fault Healthy => new("none",
        "Nothing: the healthy stream to compare the others with.",
        "Four ticks a second with ids and times, resumed exactly after Last-Event-ID, then [DONE]. A client that reconnects after that gets 204.");

    /// <summary>The faults by kind.</summary>
    public static IReadOnlyList<FaultGroup> Groups { get; } =
    [
        new("The healthy stream", [Healthy]),
        new("The response", Responses),
        new("The connection", Connections),
        new("Ids and resuming", Ids),
        new("Events", Events),
        new("Bytes", Bytes),
        new("Stress", Stress),
    ];

    /// <summary>All faults.</summary>
    public static IEnumerable<Fault> All => Groups.SelectMany(group => group.Faults);
}
