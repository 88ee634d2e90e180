namespace SseDashboard.Benchmarks.Fanout;

/// <summary>The processes that serve one broadcast: a host, or several with what they share.</summary>
internal interface ITarget : IAsyncDisposable
{
    /// <summary>The port of each host.</summary>
    IReadOnlyList<int> Ports { get; }

    /// <summary>The CPU time used so far by all of the processes.</summary>
    Task<TimeSpan> CpuAsync();

    /// <summary>The part of the CPU time spent in the kernel.</summary>
    Task<TimeSpan> KernelAsync();

    /// <summary>The managed heap in bytes after a collection, including the server's buffers.</summary>
    Task<long> MemoryAsync();

    /// <summary>Publishes as the scenario says for a number of seconds; returns the number of events.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seconds">The time.</param>
    /// <param name="delivered">How many of these events have reached every client on average, for a target that does not know.</param>
    Task<long> PublishAsync(Scenario scenario, int seconds, Func<long> delivered);
}
