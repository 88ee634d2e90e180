using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>
/// The host of a load test, in a process of its own so that its processor time and memory can be told from the clients'. It
/// takes commands as lines on standard input and answers each with one line.
/// </summary>
internal static class BenchHost
{
    /// <summary>Serves until standard input ends.</summary>
    public static async Task<int> RunAsync(string variant)
    {
        IVariant server = variant == "baseline" ? new BaselineVariant() : new BroadcastVariant();
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
                ["memory"] => Memory(),
                _ => throw new InvalidOperationException($"Unknown command: {line}"),
            });
        }

        await app.StopAsync();
        return 0;
    }

    private static async Task<long> PublishAsync(IVariant server, int rate, int seconds)
    {
        var watch = Stopwatch.StartNew();
        long published = 0;
        if (rate == 0)
        {
            await Task.Factory.StartNew(
                () => published = server.Saturate(TimeSpan.FromSeconds(seconds)),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return published;
        }

        for (; published < (long)rate * seconds; published++)
        {
            var wait = TimeSpan.FromSeconds((double)published / rate) - watch.Elapsed;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            await server.PublishAsync(Payload.Stamped());
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
