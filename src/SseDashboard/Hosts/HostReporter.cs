using Microsoft.Extensions.Options;
using SseDashboard.Hosts.Keys;
using SseDashboard.Streams;
using StackExchange.Redis;

namespace SseDashboard.Hosts;

/// <summary>Reports this host to the others every second, and reads their reports in the same round trip.</summary>
internal sealed partial class HostReporter(
    RedisConnection connection,
    HostKeys keys,
    SharedKeys protection,
    SharedHosts hosts,
    HostMeter meter,
    IOptions<HostsOptions> options,
    TimeProvider clock,
    ILogger<HostReporter> log) : BackgroundService
{
    private static readonly string Script = ReadScript();

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        hosts.Begin();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ReportAsync(stoppingToken);
            await Task.Delay(options.Value.ReportInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Removes this host's report, so that the others need not wait until it is too old.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (hosts.Look() is not { Trouble: null, All.Count: > 0 })
            return;
        try
        {
            await RunAsync("", cancellationToken);
        }
        catch (Exception error) when (RedisFault.Is(error) || error is OperationCanceledException or ObjectDisposedException)
        {
            // It expires. The connection is gone already if the program ends while the host is being stopped.
            LogNotRemoved(error);
        }
    }

    private async Task ReportAsync(CancellationToken stopping)
    {
        try
        {
            var redis = await connection.OpenAsync(options.Value.ForgetAfter, clock, stopping);
            if (RedisConnection.FindOldServer(redis) is { } old)
            {
                Fail(old.Words, null);
                return;
            }

            var reply = await RunAsync((await meter.MeasureAsync(redis.GetDatabase(), stopping)).ToString(), stopping);
            await protection.CatchUpAsync((long)reply[1], stopping);
            if (hosts.Look()?.Trouble is not null)
                LogRestored(connection.Where);
            hosts.Answer(new([.. Known(reply)], null, (int)reply[0] == 1));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception error) when (RedisFault.Is(error))
        {
            Fail(RedisFault.Of(error, connection.Where).Words, error);
        }
    }

    private async Task<RedisResult> RunAsync(string report, CancellationToken stopping)
    {
        var redis = await connection.OpenAsync(options.Value.ForgetAfter, clock, stopping);
        return await redis.GetDatabase().ScriptEvaluateAsync(
                Script, keys.All, [hosts.Id, report, (long)options.Value.ForgetAfter.TotalMilliseconds, options.Value.MaxHosts], CommandFlags.DemandMaster)
            .WaitAsync(options.Value.ForgetAfter, clock, stopping);
    }

    private IEnumerable<KnownHost> Known(RedisResult reply) => Enumerable.Range(0, (reply.Length - 2) / 3)
        .Select(at => (At: 2 + (at * 3), Id: (string)reply[2 + (at * 3)]!))
        .Select(host => new KnownHost(
            host.Id,
            host.Id == hosts.Id,
            TimeSpan.FromMilliseconds((long)reply[host.At + 1]),
            HostReport.Read((string)reply[host.At + 2]!)))
        .OrderBy(host => host.Report?.Name, StringComparer.Ordinal)
        .ThenBy(host => host.Report?.Address, StringComparer.Ordinal)
        .ThenBy(host => host.Id, StringComparer.Ordinal);

    private void Fail(string words, Exception? error)
    {
        if (hosts.Look()?.Trouble != words)
            LogTrouble(words, error);
        hosts.Fail(words);
    }

    private static string ReadScript()
    {
        using var stream = typeof(HostReporter).Assembly.GetManifestResourceStream("report.lua")!;
        return new StreamReader(stream).ReadToEnd();
    }

    [LoggerMessage(1, LogLevel.Warning, "{Words} Until then, the other hosts are unknown.")]
    private partial void LogTrouble(string words, Exception? error);

    [LoggerMessage(2, LogLevel.Information, "Redis at {Where} takes this host's reports again.")]
    private partial void LogRestored(string where);

    [LoggerMessage(3, LogLevel.Information, "This host's report could not be removed; the others forget it when it is too old.")]
    private partial void LogNotRemoved(Exception error);
}
