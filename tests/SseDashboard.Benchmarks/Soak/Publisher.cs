using System.Diagnostics;
using System.Net.Http.Json;
using SseDashboard.Benchmarks.Fanout;

namespace SseDashboard.Benchmarks.Soak;

/// <summary>Publishes to the broadcast over HTTP, at a rate that is exact over time.</summary>
internal static class Publisher
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);

    /// <summary>Publishes until the soak is over; returns the number of events.</summary>
    public static async Task<long> RunAsync(Uri host, int rate, CancellationToken over)
    {
        using var client = new HttpClient { BaseAddress = host };
        var watch = Stopwatch.StartNew();
        long published = 0;
        while (await Pause.ForAsync(Beat, over))
        {
            for (; published < watch.Elapsed.TotalSeconds * rate; published++)
            {
                using var answer = await client.PostAsJsonAsync(Listeners.Path, new { data = Payload.Plain }, CancellationToken.None);
                answer.EnsureSuccessStatusCode();
            }
        }

        return published;
    }
}
