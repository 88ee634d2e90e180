using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SseDashboard.E2E.Hosting;

/// <summary>A page of the dashboard in a browser, with the errors and warnings from its console.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _problems = new();

    private OpenedPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _problems.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _problems.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings in the browser console.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Opens a page and waits until it is interactive.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="app">The app.</param>
    /// <param name="path">The page's path, without the leading slash.</param>
    /// <param name="width">The window's width in CSS pixels.</param>
    public static Task<OpenedPage> OpenAsync(Browser browser, RunningApp app, string path, int width = 1280)
    {
        TestRecord.Current.Add(app);
        return OpenAsync(browser, new Uri(app.Url), path, width);
    }

    /// <summary>Opens a page of an app in another process.</summary>
    public static async Task<OpenedPage> OpenAsync(Browser browser, Uri url, string path, int width = 1280)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 844 } });
        var opened = new OpenedPage(await context.NewPageAsync());
        await opened.Page.GotoAsync($"{url}{path}");
        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        return opened;
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    // A grid's rows have a class instead of a test id.
    public ILocator Rows(string name) => Page.Locator($"[data-testid={name}-row], .{name}-row");

    /// <summary>Closes the page. Its context stays open until the test ends, for the trace of a failed test.</summary>
    public ValueTask DisposeAsync() => new(Page.CloseAsync());
}
