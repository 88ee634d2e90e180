using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>
/// The host of a load test, in a separate process so that its CPU time and memory can be measured apart from the clients'. It
/// reads commands from standard input, one per line, and answers each with one line.
/// </summary>
internal static class BenchHost
{
    /// <summary>Runs until standard input ends.</summary>
    public static async Task<int> RunAsync(string variant)
    {
        IVariant server = variant switch
        {
            "baseline" => new BaselineVariant(),
            "bare" => new BareVariant(),
            _ => new BroadcastVariant(variant.Split(':', 2) is [Target.Redis, var address] ? address : null),
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection(BroadcastVariant.Options);
        server.AddServices(builder.Services);
        await using var app = builder.Build();
        server.Map(app);
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.First()).Port);

        while (Console.ReadLine() is { } line)
        {
            Console.WriteLine(line.Split(' ') switch
            {
                ["publish", var load, var rate, var seconds] =>
                    await PublishAsync(server, Enum.Parse<Load>(load), Number(rate), TimeSpan.FromSeconds(Number(seconds))),
                ["cpu"] => (long)Process.GetCurrentProcess().TotalProcessorTime.TotalMicroseconds,
                ["kernel"] => (long)Process.GetCurrentProcess().PrivilegedProcessorTime.TotalMicroseconds,
                ["memory"] => Memory(),
                _ => throw new InvalidOperationException($"Unknown command: {line}"),
            });
        }

        await app.StopAsync();
        return 0;
    }

    // A dedicated thread for every variant: a pool worker that wakes for each event and then spins for more work would count
    // towards the cost of deliveries.
    private static Task<long> PublishAsync(IVariant server, Load load, int rate, TimeSpan time) => Task.Factory.StartNew(
        () => load switch
        {
            Load.Paced => Pace.Publish(rate, time, () => server.PublishAsync(Payload.Stamped()).AsTask().Wait()),
            Load.Pipelined => server.Pipeline(time),
            _ => server.Saturate(time),
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static long Memory()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
