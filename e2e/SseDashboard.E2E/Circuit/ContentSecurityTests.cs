using System.Collections.Concurrent;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>The Content-Security-Policy: the pages never violate it, and an injected script does not run.</summary>
public sealed class ContentSecurityTests(Browser browser)
{
    // The browser reports every violation to the document, even if it does not log it to the console.
    private const string Report = "document.addEventListener('securitypolicyviolation', e => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))";

    [BrowserFact]
    public async Task Pages_OpenedAndUsed_ViolateNoPolicy()
    {
        await using var app = new RunningApp();
        var context = await browser.NewContextAsync();
        await context.AddInitScriptAsync(Report);
        var page = await context.NewPageAsync();
        var problems = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                problems.Enqueue(message.Text);
        };
        page.PageError += (_, error) => problems.Enqueue(error);

        await page.GotoAsync(app.Url);
        await UseDemoAsync(page);
        await page.GotoAsync(app.Url + "broadcast");
        await Button(page, "Listen").ClickAsync();
        await Expect(page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        await page.GetByLabel("Data", new() { Exact = true }).FillAsync("hello");
        await page.GetByLabel("Data", new() { Exact = true }).PressAsync("Enter");
        await Expect(page.GetByTestId("event-row").First).ToBeVisibleAsync();
        await page.GotoAsync(app.Url + "connections");
        await Expect(page.GetByRole(AriaRole.Meter).First).ToBeVisibleAsync();
        await page.GotoAsync(app.Url + "compare");
        await Button(page, "Start").ClickAsync();
        await Expect(Button(page, "Cancel")).ToBeEnabledAsync();
        await Button(page, "Cancel").ClickAsync();
        await Expect(Button(page, "Start")).ToBeEnabledAsync(new() { Timeout = 20_000 });
        await page.GotoAsync(app.Url + "nowhere");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        // The missing page logs an error itself.
        Assert.DoesNotContain(problems, problem => !problem.Contains("404", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Script_InjectedIntoPage_DoesNotRun()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);

        // An inline script runs synchronously when appended, or not at all.
        bool ran = await demo.Page.EvaluateAsync<bool>("""
            () => {
              const script = document.createElement("script");
              script.textContent = "window.injected = true";
              document.body.append(script);
              return "injected" in window;
            }
            """);

        Assert.False(ran, "The policy allowed an inline script without the nonce to run.");
    }

    private static async Task UseDemoAsync(IPage page)
    {
        await Button(page, "Connect").First.ClickAsync();
        await page.GetByTestId("event-row").First.ClickAsync();
        await Expect(page.GetByTestId("event-details")).ToBeVisibleAsync();
        foreach (var tab in await page.GetByRole(AriaRole.Tab).AllAsync())
            await tab.ClickAsync();
        await Button(page, "Dark theme").ClickAsync();
        await Expect(Button(page, "Light theme")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Button(page, "Light theme").ClickAsync();
        await Expect(Button(page, "Dark theme")).ToBeVisibleAsync();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
