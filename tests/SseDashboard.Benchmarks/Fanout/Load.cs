namespace SseDashboard.Benchmarks.Fanout;

/// <summary>How a scenario publishes.</summary>
internal enum Load
{
    /// <summary>Not at all.</summary>
    Idle,

    /// <summary>At a rate, one event at a time.</summary>
    Paced,

    /// <summary>As fast as the slowest client permits.</summary>
    Saturated,

    /// <summary>As fast as possible, many single events in flight, with hardly any client.</summary>
    Pipelined,

    /// <summary>As fast as possible over HTTP, on many connections.</summary>
    Posted,
}
