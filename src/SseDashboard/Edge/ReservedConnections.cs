namespace SseDashboard.Edge;

/// <summary>
/// Connections that a capability of the host needs besides those of streams and requests. Register it as a singleton to make
/// the <see cref="ConnectionBudget"/> set file descriptors aside.
/// </summary>
/// <param name="Incoming">The most that it accepts.</param>
/// <param name="Outgoing">The most that it opens.</param>
internal sealed record ReservedConnections(int Incoming, int Outgoing);
