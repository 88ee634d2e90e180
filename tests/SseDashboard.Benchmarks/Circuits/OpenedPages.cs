using System.Globalization;
using System.Net;

namespace SseDashboard.Benchmarks.Circuits;

/// <summary>Pages that are open at the same time, and how much the host has grown by them.</summary>
internal sealed class OpenedPages : IAsyncDisposable
{
    private readonly DashboardProcess _host;
    private readonly HttpClient _http;
    private readonly List<PageClient> _pages = [];
    private readonly List<PageClient> _first = [];
    private (long Heap, long Resident) _before, _after;

    private OpenedPages(DashboardProcess host)
    {
        _host = host;
        _http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = host.Url, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The pages that count; those opened first, to load and compile everything, do not.</summary>
    public IReadOnlyList<PageClient> Pages => _pages;

    /// <summary>The growth for each page, in words.</summary>
    public string Growth => string.Create(
        CultureInfo.InvariantCulture,
        $"{(_after.Heap - _before.Heap) / _pages.Count / 1_000.0,6:0} kB of heap a page, {(_after.Resident - _before.Resident) / _pages.Count / 1_000.0,6:0} kB resident");

    /// <summary>Opens pages and measures the host before and after.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The pages' path.</param>
    /// <param name="count">How many count.</param>
    /// <param name="warmUp">How many to open first.</param>
    /// <param name="use">What to do on each page.</param>
    public static async Task<OpenedPages> OpenAsync(
        DashboardProcess host, string path, int count, int warmUp, Func<PageClient, Task>? use = null)
    {
        var opened = new OpenedPages(host);
        await opened.AddAsync(opened._first, path, warmUp, use);
        opened._before = await host.MemoryAsync();
        await opened.AddAsync(opened._pages, path, count, use);
        await opened.MeasureAsync();
        return opened;
    }

    /// <summary>Measures the host again.</summary>
    public async Task MeasureAsync() => _after = await _host.MemoryAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages.Concat(_first))
            await page.DisposeAsync();
        _http.Dispose();
    }

    private async Task AddAsync(List<PageClient> pages, string path, int count, Func<PageClient, Task>? use)
    {
        for (int i = 0; i < count; i++)
        {
            var page = await PageClient.OpenAsync(_http, path);
            pages.Add(page);
            if (use is not null)
                await use(page);
        }
    }
}
