using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>The page that lists the faulty streams.</summary>
public sealed class FaultsPageTests(Browser browser, SharedApp shared)
{
    [BrowserFact]
    public async Task Page_ListsEachFault_AndCopiesItsCommand()
    {
        await using var page = await OpenedPage.OpenAsync(browser, shared, "faults");
        await Expect(page.Page.GetByTestId("fault")).ToHaveCountAsync(31);
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await page.Button("Copy the command for buffered").ClickAsync();

        await Expect(page.Page.GetByText("Copied the command for buffered.")).ToBeVisibleAsync();
        Assert.Equal($"curl -N '{shared.Url}labs/fault/buffered'", await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Inspect_FillsTheFormWithAddressAndHeaders_AndSendsNothing()
    {
        await using var page = await OpenedPage.OpenAsync(browser, shared, "faults");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Inspect last-event-id-refused" }).ClickAsync();

        await Expect(page.Field("Address")).ToHaveValueAsync($"{shared.Url}labs/fault/last-event-id-refused");
        await Expect(page.Page.GetByLabel("Header", new() { Exact = true })).ToHaveValueAsync("Last-Event-ID");
        await Expect(page.Page.GetByLabel("Value")).ToHaveValueAsync("3");
        await Expect(page.Button("Connect")).ToBeEnabledAsync();
        await Expect(page.Page.GetByTestId("inspect-status")).ToHaveCountAsync(0);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task Page_HasNoAccessibilityViolationsAndFitsWidth()
    {
        await using var page = await OpenedPage.OpenAsync(browser, shared, "faults");

        await Accessibility.AssertAsync(page.Page, "the list of faults");
    }

    [BrowserFact]
    public async Task EventSource_OfFaultsThatItRefuses_FailsAndOfTheHealthyOneHearsEverything()
    {
        await using var page = await OpenedPage.OpenAsync(browser, shared, "faults");

        string[] heard = await page.Page.EvaluateAsync<string[]>(
            """
            () => Promise.all(['not-200', 'content-type-wrong', 'content-type-missing', 'html-in-200', 'json-in-200', 'none'].map((name) =>
              new Promise((resolve) => {
                const source = new EventSource(`labs/fault/${name}?seconds=1`);
                let events = 0;
                source.onmessage = () => { events++; };
                source.onerror = () => {
                  if (source.readyState === EventSource.CLOSED) resolve(`${name}: ${events}`);
                };
              })))
            """);

        // The healthy stream ends, and 204 stops the reconnecting.
        Assert.Equal(["not-200: 0", "content-type-wrong: 0", "content-type-missing: 0", "html-in-200: 0", "json-in-200: 0", "none: 5"], heard);
    }

    [BrowserFact]
    public async Task CorsMissing_FromTheOtherLoopbackName_IsNotReadable_ButTheHealthyStreamIs()
    {
        await using var page = await OpenedPage.OpenAsync(browser, shared, "faults");
        var other = new UriBuilder(shared.Url) { Host = new Uri(shared.Url).Host == "localhost" ? "127.0.0.1" : "localhost" }.Uri;

        string[] heard = await page.Page.EvaluateAsync<string[]>(
            """
            (host) => Promise.all(['none', 'cors-missing'].map((name) => new Promise((resolve) => {
              const source = new EventSource(`${host}labs/fault/${name}?seconds=1`);
              source.onmessage = () => { source.close(); resolve('message'); };
              source.onerror = () => { source.close(); resolve('error'); };
            })))
            """, $"{other}");

        Assert.Equal(["message", "error"], heard);
    }
}
