using System.Globalization;
using System.Net.Http.Json;

namespace SseDashboard.Benchmarks.Circuits;

/// <summary>
/// A class on one host: opens pages, prints what each takes of the host's memory, idle and on a stream, and how long a click
/// takes while all of them are open.
/// </summary>
internal static class CircuitsBench
{
    private const int Pages = 200;
    private const int WarmUp = 10;
    private const int Clicks = 100;
    private const int EventsPerSecond = 2;
    private static readonly TimeSpan Streaming = TimeSpan.FromSeconds(15);

    /// <summary>Runs with this many pages, 200 by default. Returns 0 if all pages opened and every page got every event.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int count = arguments is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : Pages;
        Console.WriteLine($"{count} pages, {Environment.ProcessorCount} processors, .NET {Environment.Version}; host and clients share them\n");
        foreach (string page in new[] { "", "broadcast", "connections" })
        {
            await using var host = await StartAsync(count);
            await using var opened = await OpenedPages.OpenAsync(host, page, count, WarmUp);
            Console.WriteLine($"/{page,-12} idle        {opened.Growth}; click {await ClickAsync(opened)}");
        }

        return await StreamAsync(count) ? 0 : 1;
    }

    private static Task<DashboardProcess> StartAsync(int count) => DashboardProcess.StartAsync(
        "--Circuits:Max", $"{count + WarmUp}", "--Streams:MaxWatchers", $"{count + WarmUp}");

    private static async Task<bool> StreamAsync(int count)
    {
        await using var host = await StartAsync(count);
        await using var opened = await OpenedPages.OpenAsync(host, "broadcast", count, WarmUp, page => page.ListenAsync());
        var clicking = ClickAsync(opened);
        int published = await PublishAsync(host.Url);
        string clicks = await clicking;
        await opened.MeasureAsync();
        Console.WriteLine($"/broadcast    on a stream {opened.Growth}; click {clicks}, while each page gets {EventsPerSecond} events/s");
        long missing = opened.Pages.Sum(page => Math.Max(0, published - page.Events));
        if (missing > 0)
            Console.WriteLine($"{missing} events did not arrive.");
        return missing == 0;
    }

    private static async Task<int> PublishAsync(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url };
        int published = (int)(Streaming.TotalSeconds * EventsPerSecond);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / EventsPerSecond));
        for (int i = 0; i < published && await pace.WaitForNextTickAsync(); i++)
        {
            using var response = await http.PostAsJsonAsync("broadcast/news", new { data = new string('x', 100) });
            response.EnsureSuccessStatusCode();
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        return published;
    }

    // One click at a time, each on another page.
    private static async Task<string> ClickAsync(OpenedPages opened)
    {
        var times = new List<double>();
        for (int i = 0; i < Clicks; i++)
        {
            times.Add((await opened.Pages[i % opened.Pages.Count].ClickThemeAsync()).TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:0.0} ms (p50), {times[times.Count * 99 / 100]:0.0} ms (p99)");
    }
}
