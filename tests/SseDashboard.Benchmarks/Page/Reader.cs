using Microsoft.Playwright;
using SseDashboard.Benchmarks.Dashboard;

namespace SseDashboard.Benchmarks.Page;

/// <summary>A page that reads a load: the dashboard's own, or a bare one to compare it with.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Path">The path on the host; the load is its query.</param>
/// <param name="File">The embedded file that is served there; <see langword="null"/> for the dashboard's page.</param>
/// <param name="ShowsRows">Whether it lists events.</param>
internal sealed record Reader(string Name, string Path, string? File, bool ShowsRows)
{
    /// <summary>The dashboard's page.</summary>
    public static readonly Reader Ours = new("dashboard", "load", null, true);

    /// <summary>All, ours first.</summary>
    public static readonly IReadOnlyList<Reader> All =
    [
        Ours,
        new("a row for each event", "bench/append", "append.html", true),
        new("stores, shows none", "bench/store", "store.html", false),
    ];

    private const float StartPatience = 30_000;

    /// <summary>Opens the page, ready to start.</summary>
    public async Task<IPage> OpenAsync(IBrowserContext context, Uri host, string load)
    {
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Probe.Script);
        if (File is not null)
        {
            string html = Probe.Resource(File).Replace("\"labs/load\"", $"\"{new Uri(host, "labs/load")}\"", StringComparison.Ordinal);
            await page.RouteAsync(new Uri(host, Path) + "*", route => route.FulfillAsync(new() { ContentType = "text/html", Body = html }));
        }

        await page.GotoAsync(new Uri(host, $"{Path}?{load}").ToString());
        await StartButton(page).WaitForAsync(new() { Timeout = StartPatience });
        return page;
    }

    /// <summary>Starts the load.</summary>
    public static Task StartAsync(IPage page) => StartButton(page).ClickAsync();

    /// <summary>How many events the page says it has taken, and how many it says it has not.</summary>
    public static async Task<(long Taken, long Lost)> AccountAsync(IPage page)
    {
        return (await NumberAsync("taken"), await NumberAsync("lost"));

        async Task<long> NumberAsync(string name) => Numbers.In(await page.GetByTestId(name).TextContentAsync());
    }

    private static ILocator StartButton(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true, Disabled = false });
}
