namespace SseDashboard.Edge;

/// <summary>
/// The connections that one capability of the host needs beside those of streams and requests. Register one as a singleton
/// to have the <see cref="ConnectionBudget"/> set file descriptors aside for them.
/// </summary>
/// <param name="Incoming">The most that it accepts.</param>
/// <param name="Outgoing">The most that it opens.</param>
internal sealed record ReservedConnections(int Incoming, int Outgoing);
