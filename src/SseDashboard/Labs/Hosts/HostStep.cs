namespace SseDashboard.Labs;

/// <summary>Something that was done to a pair of hosts.</summary>
/// <param name="At">When.</param>
public abstract record HostStep(DateTimeOffset At);

/// <summary>An event was published.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The id that it was given.</param>
/// <param name="Data">Its data.</param>
/// <param name="Host">The host that published it.</param>
public sealed record PublishedStep(DateTimeOffset At, string Id, string Data, string Host) : HostStep(At);

/// <summary>A client was sent to another host.</summary>
/// <param name="At">When.</param>
/// <param name="Client">Its number, 1 or 2.</param>
/// <param name="Host">The host that it is sent to.</param>
public sealed record MovedStep(DateTimeOffset At, int Client, string Host) : HostStep(At);

/// <summary>The network between the hosts was cut.</summary>
/// <param name="At">When.</param>
/// <param name="Host">The host that is cut off from the primary, with the replica.</param>
public sealed record CutStep(DateTimeOffset At, string Host) : HostStep(At);

/// <summary>The replica was promoted.</summary>
/// <param name="At">When.</param>
/// <param name="Lost">The ids of the events that it did not have, oldest first.</param>
/// <param name="Left">The id of the last event that it had.</param>
public sealed record FailoverStep(DateTimeOffset At, IReadOnlyList<string> Lost, string Left) : HostStep(At);
