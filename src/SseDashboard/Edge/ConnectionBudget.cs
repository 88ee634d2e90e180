using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Labs;
using SseDashboard.Streams;

namespace SseDashboard.Edge;

/// <summary>
/// Divides the process's file descriptors among connections. A server that runs out of them cannot accept, retries without a
/// pause and fills the memory with its failures, so the bounds have to keep it from getting there.
/// </summary>
/// <param name="limit">The most descriptors that the process may have open.</param>
/// <param name="reserved">The descriptors that no connection may use: those open at the start, and the spare ones.</param>
/// <param name="beside">The connections beside one for each stream.</param>
/// <param name="outgoing">The connections that the host itself opens.</param>
internal sealed class ConnectionBudget(int limit, int reserved, int beside, int outgoing)
{
    // Fewer serve nobody: one page takes six while it loads, then one for its circuit and one for its stream.
    private const int Fewest = 64;

    /// <summary>The budget of this process.</summary>
    public static ConnectionBudget Of(ConnectionOptions options, CircuitLimits circuits, IdleProxyOptions proxy) => new(
        FileDescriptors.Limit(),
        FileDescriptors.Open() + options.SpareDescriptors,
        // A stream through the idle proxy has its place among the streams, and two connections more: one in, one out.
        circuits.MaxWebSockets + options.Requests + proxy.MaxStreams,
        proxy.MaxStreams);

    /// <summary>The most descriptors that the process may have open.</summary>
    public int Limit => limit;

    private int Most => limit - reserved - outgoing;

    /// <summary>The descriptors needed for this many streams and everything else.</summary>
    public long Needed(int streams) => (long)streams + beside + outgoing + reserved;

    /// <summary>The connections to accept for this many streams and everything else, as far as there are descriptors.</summary>
    public int Connections(int streams) => (int)Math.Min((long)streams + beside, Most);

    /// <summary>
    /// The streams for which there are descriptors, at most as many as asked for. Where there are few, streams get what the
    /// rest does not need, but at least half.
    /// </summary>
    /// <param name="asked">How many streams were asked for.</param>
    /// <param name="isExplicit">Whether the number is from the configuration, which is met or refused, but not changed.</param>
    /// <exception cref="OptionsValidationException">There are too few for the number in the configuration, or for any.</exception>
    public int Streams(int asked, bool isExplicit)
    {
        if (Needed(asked) <= limit)
            return asked;

        int fitting = Math.Max(Most - beside, Most / 2);
        if (Most < Fewest)
            throw Refuse($"The host needs at least {reserved + outgoing + Fewest} file descriptors, but this process may open {limit} (ulimit -n). Raise the limit.");
        if (isExplicit)
        {
            throw Refuse($"Streams:MaxConnections is {asked}, which needs {Needed(asked)} file descriptors with all else that the host "
                + $"serves, but this process may open {limit} (ulimit -n). Raise the limit, or set Streams:MaxConnections to {fitting} or less.");
        }

        return fitting;
    }

    private static OptionsValidationException Refuse(string why) => new(nameof(StreamOptions), typeof(StreamOptions), [why]);
}
