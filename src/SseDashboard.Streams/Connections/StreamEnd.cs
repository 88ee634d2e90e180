namespace SseDashboard.Streams;

/// <summary>Why a stream ended. The first reason counts.</summary>
public enum StreamEnd
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>Its producer had no more to say.</summary>
    Completed,

    /// <summary>The client closed the connection, or it broke.</summary>
    ClientLeft,

    /// <summary>It reached its maximum lifetime; the client reconnects and resumes.</summary>
    Lifetime,

    /// <summary>The client took nothing within the write timeout and was cut off.</summary>
    WriteTimeout,

    /// <summary>A person dropped it; the client reconnects and resumes.</summary>
    Dropped,

    /// <summary>The host is shutting down.</summary>
    Shutdown,

    /// <summary>Its producer threw an exception, which is in the log.</summary>
    Failed,
}

/// <summary>Why a stream was refused before it started.</summary>
public enum RefusalReason
{
    /// <summary><see cref="StreamOptions.Connections"/> are open.</summary>
    TooManyConnections,

    /// <summary>
    /// <see cref="StreamOptions.ConnectionsPerAddress"/> are open from the client's address, or, for a stream that anyone may
    /// open, its share of them.
    /// </summary>
    TooManyFromAddress,

    /// <summary>The share of the streams that anyone may open (<see cref="StreamOptions.OpenShare"/>) is taken.</summary>
    TooManyOpenToAnyone,

    /// <summary>The host is shutting down.</summary>
    ShuttingDown,
}
