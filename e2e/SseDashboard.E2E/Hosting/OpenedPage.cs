using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SseDashboard.E2E.Hosting;

/// <summary>A page of the dashboard in a browser, with all that its console complained of.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = new();

    private OpenedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _problems.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _problems.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings in the browser's console.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Opens a page and waits until it is alive.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="app">The app.</param>
    /// <param name="path">The page's path, without the first slash.</param>
    /// <param name="width">The width of the window in CSS pixels.</param>
    /// <param name="scheme">The system's preference.</param>
    public static async Task<OpenedPage> OpenAsync(
        Browser browser, RunningApp app, string path, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 844 },
            // A button that fades from disabled to enabled has no contrast half-way.
            ReducedMotion = ReducedMotion.Reduce,
        });
        var opened = new OpenedPage(context, await context.NewPageAsync());
        await opened.Page.GotoAsync(app.Url + path);
        // The circuit's start is not what a test of a page measures: on a busy machine it takes its time.
        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return opened;
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public ILocator Rows(string name) => Page.GetByTestId($"{name}-row");

    /// <summary>Asserts that axe finds nothing and that the page is not wider than its window.</summary>
    public async Task AssertIsAccessibleAndFitsAsync()
    {
        var result = await Page.RunAxe();
        Assert.Empty(result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        Assert.Equal(Page.ViewportSize!.Width, await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
