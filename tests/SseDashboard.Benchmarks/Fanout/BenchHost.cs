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
            _ => new BroadcastVariant(),
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
                ["publish", var rate, var seconds] => await PublishAsync(server, Number(rate), Number(seconds)),
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
    private static async Task<long> PublishAsync(IVariant server, int rate, int seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        long published = 0;
        await Task.Factory.StartNew(
            () => published = rate == 0 ? server.Saturate(time) : Pace(server, rate, time),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return published;
    }

    private static long Pace(IVariant server, int rate, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        long published = 0;
        for (; published < rate * time.TotalSeconds; published++)
        {
            var wait = TimeSpan.FromSeconds((double)published / rate) - watch.Elapsed;
            if (wait > TimeSpan.Zero)
                Thread.Sleep(wait);
            server.PublishAsync(Payload.Stamped()).AsTask().Wait();
        }

        return published;
    }

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
