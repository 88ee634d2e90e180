namespace SseDashboard.Streams;

/// <summary>Why a stream was refused before it started.</summary>
public enum RefusalReason
{
    /// <summary><see cref="StreamOptions.MaxConnections"/> are open.</summary>
    TooManyConnections,

    /// <summary>
    /// <see cref="StreamOptions.MaxConnectionsPerAddress"/> are open from the client's address or, for a public stream, its
    /// share of them.
    /// </summary>
    TooManyFromAddress,

    /// <summary>The public streams' share of the connections (<see cref="StreamOptions.MaxPublicShare"/>) is taken.</summary>
    TooManyPublicConnections,

    /// <summary>The host is shutting down.</summary>
    ShuttingDown,
}
