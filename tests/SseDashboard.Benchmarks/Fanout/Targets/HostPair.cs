namespace SseDashboard.Benchmarks.Fanout;

/// <summary>Two of our hosts that share a Redis.</summary>
internal sealed class HostPair : ITarget
{
    private readonly ServerProgram _redis;
    private readonly List<HostProcess> _hosts = [];

    private HostPair(ServerProgram redis) => _redis = redis;

    public IReadOnlyList<int> Ports => [.. _hosts.Select(host => host.Port)];

    public static async Task<HostPair> StartAsync()
    {
        var pair = new HostPair(await ServerProgram.RedisAsync());
        try
        {
            for (int i = 0; i < 2; i++)
                pair._hosts.Add(await HostProcess.StartAsync($"{Target.Redis}:127.0.0.1:{pair._redis.Port}"));
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public async Task<TimeSpan> CpuAsync() => _redis.Cpu.All + await _hosts[0].CpuAsync() + await _hosts[1].CpuAsync();

    public async Task<TimeSpan> KernelAsync() => _redis.Cpu.Kernel + await _hosts[0].KernelAsync() + await _hosts[1].KernelAsync();

    public async Task<long> MemoryAsync() => await _hosts[0].MemoryAsync() + await _hosts[1].MemoryAsync();

    /// <summary>Publishes on the first host; to saturate, on both, as each knows only how far its own clients have got.</summary>
    public async Task<long> PublishAsync(Scenario scenario, int seconds, Func<long> delivered)
    {
        var publishing = _hosts.Take(scenario.Load == Load.Saturated ? 2 : 1).Select(host => host.PublishAsync(scenario, seconds, delivered));
        return (await Task.WhenAll(publishing)).Sum();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
