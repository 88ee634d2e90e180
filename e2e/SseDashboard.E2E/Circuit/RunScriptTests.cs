using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>What <c>./run.sh</c> serves, and how much of it a browser loads.</summary>
public sealed class RunScriptTests(Browser browser)
{
    // Bytes, with headers, of everything but the circuit's WebSocket.
    private const double MaxFirstVisit = 250_000;
    private const double MaxNextVisit = 10_000;

    // On a clean checkout the script restores, compiles and compresses first.
    [BrowserFact(Timeout = 300_000)]
    public async Task Dashboard_StartedByScript_IsLightAndCached()
    {
        using var run = await RunScript.StartAsync(TestContext.Current.CancellationToken);
        Assert.Contains("The dashboard is at ", run.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("Starting...", run.Lines);
        // A context has its own cache.
        var context = await browser.NewContextAsync();

        var first = await VisitAsync(context, run.Url);
        var next = await VisitAsync(context, run.Url);

        Assert.True(first.Values.Sum() is > 0 and < MaxFirstVisit, $"The first visit loads too much: {Words(first)}");
        Assert.True(next.Values.Sum() is > 0 and < MaxNextVisit, $"The next visit loads too much: {Words(next)}");
        Assert.All(first.Keys, url => Assert.Equal(run.Url.Authority, new Uri(url).Authority));
    }

    [BrowserFact(Timeout = 300_000)]
    public async Task Script_NothingChanged_StartsWithoutBuilding()
    {
        using (await RunScript.StartAsync(TestContext.Current.CancellationToken))
        {
        }

        using var again = await RunScript.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, again.Lines.Count);
        Assert.StartsWith("Nothing changed", again.Lines[0], StringComparison.Ordinal);
    }

    // The transferred bytes of each URL.
    private static async Task<Dictionary<string, double>> VisitAsync(IBrowserContext context, Uri url)
    {
        var page = await context.NewPageAsync();
        var network = await context.NewCDPSessionAsync(page);
        var urls = new Dictionary<string, string>();
        var loaded = new Dictionary<string, double>();
        network.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
            urls[sent!.Value.GetProperty("requestId").GetString()!] = sent.Value.GetProperty("request").GetProperty("url").GetString()!;
        network.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            string of = urls[finished!.Value.GetProperty("requestId").GetString()!];
            loaded[of] = loaded.GetValueOrDefault(of) + finished.Value.GetProperty("encodedDataLength").GetDouble();
        };
        await network.SendAsync("Network.enable");
        await page.GotoAsync(url.AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        // Its parts load their modules as they are rendered.
        await Wait.UntilAsync(
            () => page.EvaluateAsync<bool>("performance.now() - Math.max(...performance.getEntriesByType('resource').map(({ responseEnd }) => responseEnd)) > 1000"),
            "the page has loaded everything: nothing more came for a second");
        await page.CloseAsync();
        return loaded;
    }

    private static string Words(Dictionary<string, double> loaded) =>
        string.Join(", ", loaded.OrderByDescending(load => load.Value).Select(load => $"{load.Value:N0} B of {load.Key}").Prepend($"{loaded.Values.Sum():N0} B in all"));
}
