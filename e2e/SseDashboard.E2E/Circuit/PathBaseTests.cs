using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>
/// The dashboard behind a proxy that serves it under a path: scripts, circuit, links, streams and jobs stay below it.
/// </summary>
public sealed class PathBaseTests(Browser browser)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 30_000 };

    [BrowserFact]
    public async Task Dashboard_UnderPathBase_RequestsNothingOutside()
    {
        await using var app = new RunningApp(("Proxy:PathBase", "/dash"));
        var context = await browser.NewContextAsync();
        await using var _ = context;
        await DriveAsync(await context.NewPageAsync(), new($"{app.Url}dash/"));
    }

    private static async Task DriveAsync(IPage page, Uri root)
    {
        var outside = new List<string>();
        void See(string url)
        {
            var seen = new Uri(url);
            if (seen.Scheme is "http" or "ws" && !seen.AbsolutePath.StartsWith(root.AbsolutePath, StringComparison.Ordinal))
                outside.Add(url);
        }

        var failed = new List<string>();
        page.Request += (_, request) => See(request.Url);
        bool hasCircuit = false;
        page.WebSocket += (_, socket) =>
        {
            hasCircuit = true;
            See(socket.Url);
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                failed.Add($"{response.Status} {response.Url}");
        };

        await page.GotoAsync(root.ToString());
        var connect = page.GetByRole(AriaRole.Group, new() { Name = "Connection" }).GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true });
        await Expect(connect).ToBeEnabledAsync(new() { Timeout = 30_000 });
        await connect.ClickAsync();
        await Expect(page.GetByTestId("event-row").Nth(3)).ToBeVisibleAsync(Patient);

        await page.GetByRole(AriaRole.Link, new() { Name = "Broadcast", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Listen", Exact = true }).ClickAsync();
        await page.GetByLabel("Data", new() { Exact = true }).FillAsync("below the path");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Expect(page.GetByTestId("event-row").Filter(new() { HasText = "below the path" })).ToBeVisibleAsync(Patient);

        await page.GetByRole(AriaRole.Link, new() { Name = "Compare", Exact = true }).ClickAsync();
        var limit = page.GetByLabel("Count the primes up to", new() { Exact = true });
        await limit.FillAsync("20000000");
        await limit.PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.GetByText("There are 1,270,607 primes").First).ToBeVisibleAsync(Patient);

        Assert.Equal($"{root}compare?limit=20000000", page.Url);
        Assert.True(hasCircuit, "The circuit's WebSocket was not seen.");
        Assert.Empty(outside);
        Assert.Empty(failed);
    }
}
