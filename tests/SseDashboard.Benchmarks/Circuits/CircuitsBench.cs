using System.Diagnostics;
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

    // As many events of 100 bytes as a page keeps of one stream, and more than its log keeps on the host.
    private const int Many = 1_000;
    private const int ManyPerSecond = 50;
    private const int EventsPerSecond = 2;
    private const string OnStream = "stream";
    private static readonly TimeSpan Streaming = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The first is the page that has nothing but what MudBlazor and the layout need: no other page can take less.
    private static readonly string[] Scenes = ["layout", "demo", "broadcast", "connections", OnStream];

    /// <summary>
    /// Runs with this many pages, 200 by default, all scenes or those named. Returns 0 if all pages opened and every page got
    /// every event, 2 for wrong arguments.
    /// </summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int count = Pages;
        string[] scenes = arguments is [_, _, ..] ? arguments[1..] : Scenes;
        if ((arguments is [var number, ..] && !(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0)) || scenes.Except(Scenes).Any())
        {
            Console.Error.WriteLine($"circuits [PAGES] [{string.Join('|', Scenes)} ...]");
            return 2;
        }

        Console.WriteLine($"{count} pages, {Environment.ProcessorCount} processors, .NET {Environment.Version}; host and clients share them\n");
        bool complete = true;
        foreach (string scene in scenes)
        {
            await using var host = await DashboardProcess.StartAsync("--Circuits:Max", $"{count + WarmUp}", "--Streams:MaxWatchers", $"{count + WarmUp}");
            if (scene == OnStream)
                complete &= await StreamAsync(host, count);
            else
                await OpenAsync(host, scene, count);
        }

        return complete ? 0 : 1;
    }

    private static async Task OpenAsync(DashboardProcess host, string scene, int count)
    {
        await using var opened = await OpenedPages.OpenAsync(host, PathOf(scene), count, WarmUp);
        Console.WriteLine($"{scene,-12} idle        {opened.Growth}; click {await ClickAsync(opened)}");
    }

    private static string PathOf(string scene) => scene switch { "layout" => "not-found", "demo" => "", _ => scene };

    private static async Task<bool> StreamAsync(DashboardProcess host, int count)
    {
        await using var opened = await OpenedPages.OpenAsync(host, "broadcast", count, WarmUp, page => page.ListenAsync());
        var clicking = ClickAsync(opened);
        int published = (int)(Streaming.TotalSeconds * EventsPerSecond);
        await PublishAsync(host.Url, published, EventsPerSecond);
        string clicks = await clicking;
        bool complete = await ReceivedAsync(opened, published);
        await opened.MeasureAsync();
        Console.WriteLine($"broadcast    on a stream {opened.Growth}; click {clicks}, while each page gets {EventsPerSecond} events/s");

        await PublishAsync(host.Url, Many, ManyPerSecond);
        complete &= await ReceivedAsync(opened, published + Many);
        await opened.MeasureAsync();
        Console.WriteLine($"broadcast    on a stream {opened.Growth}; after {Many:N0} more events");
        return complete;
    }

    private static async Task PublishAsync(Uri url, int count, int rate)
    {
        using var http = new HttpClient { BaseAddress = url };
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        for (int i = 0; i < count && await pace.WaitForNextTickAsync(); i++)
        {
            using var response = await http.PostAsJsonAsync("broadcast/news", new { data = new string('x', 100) });
            response.EnsureSuccessStatusCode();
        }
    }

    // Waits until every page has reported that many events; says how many are missing if they do not come.
    private static async Task<bool> ReceivedAsync(OpenedPages opened, int published)
    {
        var watch = Stopwatch.StartNew();
        long missing;
        while ((missing = opened.Pages.Sum(page => Math.Max(0, published - page.Reported))) > 0 && watch.Elapsed < Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        if (missing > 0)
            Console.WriteLine($"{missing} events did not arrive.");
        return missing == 0;
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
