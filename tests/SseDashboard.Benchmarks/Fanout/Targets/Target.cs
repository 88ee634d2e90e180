namespace SseDashboard.Benchmarks.Fanout;

/// <summary>Starts the processes of a variant.</summary>
internal static class Target
{
    /// <summary>Two of our hosts that share a Redis.</summary>
    public const string Redis = "redis";

    /// <summary>Two nginx with nchan that share a Redis.</summary>
    public const string Nchan = "nchan";

    /// <summary>Starts a variant.</summary>
    public static async Task<ITarget> StartAsync(string variant) => variant switch
    {
        Redis => await HostPair.StartAsync(),
        Nchan => await NchanPair.StartAsync(),
        _ => await HostProcess.StartAsync(variant),
    };
}
