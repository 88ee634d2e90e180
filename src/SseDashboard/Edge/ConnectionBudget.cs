using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Streams;

namespace SseDashboard.Edge;

/// <summary>
/// Divides the process's file descriptors among connections. A server that runs out of descriptors cannot accept, retries in
/// a tight loop and fills memory with its failures, so the limits must keep it from running out.
/// </summary>
/// <param name="limit">The process's limit of open descriptors.</param>
/// <param name="reserved">The descriptors that no connection may use: those open at the start, and the spares.</param>
/// <param name="beside">The connections to accept besides one for each stream.</param>
/// <param name="outgoing">The connections that the host opens itself.</param>
internal sealed class ConnectionBudget(int limit, int reserved, int beside, int outgoing)
{
    // Fewer are of no use: a page takes six connections while it loads, then one for its circuit and one for its stream.
    private const int Fewest = 64;

    /// <summary>The budget of this process.</summary>
    public static ConnectionBudget Of(ConnectionOptions options, CircuitLimits circuits, IReadOnlyCollection<ReservedConnections> reserved) => new(
        FileDescriptors.Limit(),
        FileDescriptors.Open() + options.SpareDescriptors,
        circuits.MaxWebSockets + options.Requests + reserved.Sum(one => one.Incoming),
        reserved.Sum(one => one.Outgoing));

    /// <summary>The process's limit of open descriptors.</summary>
    public int Limit => limit;

    private int Most => limit - reserved - outgoing;

    /// <summary>The descriptors that this many streams and everything else need.</summary>
    public long Needed(int streams) => (long)streams + beside + outgoing + reserved;

    /// <summary>The connections to accept for this many streams and everything else, limited by the descriptors.</summary>
    public int Connections(int streams) => (int)Math.Min((long)streams + beside, Most);

    /// <summary>
    /// The number of streams that the descriptors suffice for, at most the requested number. If they are scarce, streams get
    /// what everything else leaves, but at least half.
    /// </summary>
    /// <param name="asked">The requested number of streams.</param>
    /// <param name="isExplicit">Whether the number comes from the configuration, in which case it is never lowered.</param>
    /// <exception cref="OptionsValidationException">There are too few descriptors for the configured number, or for any.</exception>
    public int Streams(int asked, bool isExplicit)
    {
        if (Needed(asked) <= limit)
            return asked;

        int fitting = Math.Max(Most - beside, Most / 2);
        if (Most < Fewest)
            throw Refuse($"The host needs at least {reserved + outgoing + Fewest} file descriptors, but this process may open {limit} (ulimit -n). Raise the limit.");
        if (isExplicit)
        {
            throw Refuse($"Streams:MaxConnections is {asked}, which needs {Needed(asked)} file descriptors with everything else that the "
                + $"host serves, but this process may open {limit} (ulimit -n). Raise the limit, or set Streams:MaxConnections to {fitting} or less.");
        }

        return fitting;
    }

    private static OptionsValidationException Refuse(string why) => new(nameof(StreamOptions), typeof(StreamOptions), [why]);
}
