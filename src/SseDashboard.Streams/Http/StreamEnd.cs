namespace SseDashboard.Streams;

/// <summary>Why a stream ended. The first reason counts.</summary>
public enum StreamEnd
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>Its producer completed.</summary>
    Completed,

    /// <summary>The client closed the connection, or it broke.</summary>
    ClientLeft,

    /// <summary>It reached its maximum lifetime; the client reconnects and resumes.</summary>
    Lifetime,

    /// <summary>The client read nothing within the write timeout and was disconnected.</summary>
    WriteTimeout,

    /// <summary>An operator dropped it; the client reconnects and resumes.</summary>
    Dropped,

    /// <summary>The host is shutting down.</summary>
    Shutdown,

    /// <summary>Its producer threw an exception, which is in the log.</summary>
    Failed,
}
