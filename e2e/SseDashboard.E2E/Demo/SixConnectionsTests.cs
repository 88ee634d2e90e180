using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>Over HTTP/1.1 a browser opens at most six connections to one origin: the seventh stream waits without a word.</summary>
public sealed class SixConnectionsTests(Browser browser, SharedApp app)
{
    [BrowserFact]
    public async Task SeventhPage_SixListen_SaysWhyItWaitsAndOpensOnceThereIsRoom()
    {
        TestRecord.Current.Add(app);
        var context = await browser.NewContextAsync();
        var pages = new List<IPage>();
        // All of them before the first stream: a page cannot load either while six streams are open.
        for (int i = 0; i < 7; i++)
        {
            pages.Add(await context.NewPageAsync());
            await pages[i].GotoAsync($"{app.Url}broadcast");
            await Expect(Listen(pages[i])).ToBeEnabledAsync();
        }

        foreach (var page in pages.Take(6))
        {
            await Listen(page).ClickAsync();
            await Expect(page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        }

        await Expect(Notice(pages[5])).ToContainTextAsync("the last of the 6 connections");
        await Expect(Notice(pages[4])).ToBeEmptyAsync();

        await Listen(pages[6]).ClickAsync();
        await Expect(Notice(pages[6])).ToContainTextAsync("This stream is waiting: this browser already has 6 streams open");
        await Expect(pages[6].GetByTestId("ready-state")).ToHaveTextAsync("CONNECTING 0");

        await pages[0].CloseAsync();
        await Expect(pages[6].GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        foreach (var page in pages.Skip(1))
            await page.CloseAsync();
    }

    private static ILocator Listen(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Listen", Exact = true });

    private static ILocator Notice(IPage page) => page.GetByTestId("crowded-notice");
}
