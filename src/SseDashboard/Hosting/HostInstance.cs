namespace SseDashboard.Hosting;

/// <summary>Identifies this run of the host, so that a page can tell a restart from a lost connection.</summary>
internal static class HostInstance
{
    /// <summary>A different text for each process.</summary>
    public static string Id { get; } = Guid.NewGuid().ToString("N");
}
