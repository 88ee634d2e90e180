using Microsoft.Extensions.Options;
using SseDashboard.Edge;
using SseDashboard.Hosting;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>Clients that really connect to this host, to show what happens when all of them come back at the same time. One storm at a time.</summary>
internal sealed class StormLab(
    OwnRequests own, ConnectionRegistry registry, ConnectionBound connections, IOptions<StormOptions> options, TimeProvider clock)
{
    // Both ends of a connection are in this process.
    private const int DescriptorsPerClient = 2;

    private bool _isTaken;

    /// <summary>The bounds.</summary>
    public StormOptions Options => options.Value;

    /// <summary>How many clients a storm may have now, at most.</summary>
    public int Room
    {
        get
        {
            var bounds = registry.Options;
            int[] free =
            [
                bounds.MaxConnections - registry.Count,
                bounds.MaxConnectionsPerAddress - (registry.BusiestAddress?.Streams ?? 0),
                connections.Max - connections.Open,
                (FileDescriptors.Limit() - FileDescriptors.Open()) / DescriptorsPerClient,
            ];
            return Math.Min(options.Value.MaxClients, (int)(free.Min() * options.Value.MaxShare));
        }
    }

    /// <summary>Starts a storm. Exactly one of the two results is not <see langword="null"/>.</summary>
    /// <param name="channel">The broadcast channel that its clients listen to.</param>
    /// <param name="clients">The number of clients.</param>
    /// <param name="watched">Adds to a path the token under which the host records its requests.</param>
    public (Storm? Storm, string? Problem) TryStart(string channel, int clients, Func<string, string> watched)
    {
        int room = Room;
        if (clients < 1 || clients > room)
            return (null, $"A storm of {clients} clients would take more than the host can spare: at most {Math.Max(0, room)} now. Choose fewer.");
        string path = Storm.PathOf(channel);
        using var probe = own.Get(path);
        if (probe is null)
            return (null, OwnRequests.NoAddress);
        if (Interlocked.Exchange(ref _isTaken, true))
            return (null, "Another page is running a storm. Wait until it is over.");
        var storm = new Storm(path, watched($"{path}?places={clients}"), clients, own, registry, options.Value, clock, () => Volatile.Write(ref _isTaken, false));
        storm.Start();
        return (storm, null);
    }
}

/// <summary>Adds the storm.</summary>
internal static class StormExtensions
{
    /// <summary>Adds the storm's bounds.</summary>
    public static IServiceCollection AddStorm(this IServiceCollection services)
    {
        services.AddBoundedOptions<StormOptions>("Storm");
        return services.AddSingleton<StormLab>();
    }
}
