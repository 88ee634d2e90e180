using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;

namespace SseDashboard.E2E.Hosting;

/// <summary>The Demo page in a browser, with its console output.</summary>
internal sealed class DemoPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _problems = new();

    private DemoPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _problems.Enqueue(message.Text);
            else if (message.Text.StartsWith("Received ", StringComparison.Ordinal))
                _lines.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _problems.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>The document's lines in the browser console.</summary>
    public IReadOnlyList<string> ConsoleLines => [.. _lines];

    /// <summary>Errors and warnings in the browser console.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public ILocator Connect => Page.GetByRole(AriaRole.Group, new() { Name = "Connection" })
        .GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true });

    public ILocator Close => Page.GetByRole(AriaRole.Group, new() { Name = "Connection" })
        .GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true });

    public ILocator CloseOnFinal => Page.GetByRole(AriaRole.Switch, new() { Name = "Close on final" });

    public ILocator State => Page.GetByTestId("ready-state");

    public ILocator Events => Page.GetByTestId("event-row");

    public ILocator PaneLines => Page.GetByTestId("console-line");

    public ILocator FinalRow => Events.Filter(new() { Has = Page.GetByText("final", new() { Exact = true }) });

    public static async Task<DemoPage> OpenAsync(Browser browser, RunningApp app, BrowserNewContextOptions? options = null)
    {
        TestRecord.Current.Add(app);
        var context = await browser.NewContextAsync(options);
        var demo = new DemoPage(await context.NewPageAsync());
        await demo.Page.GotoAsync(app.Url);
        await Expect(demo.Connect).ToBeEnabledAsync();
        return demo;
    }

    /// <summary>The rows for the connection's state changes of one kind.</summary>
    public ILocator Own(string kind) => Page.GetByTestId($"{kind}-row");

    /// <summary>
    /// Waits until the page shows this readyState, for at most the duration of the document's stream and a margin.
    /// </summary>
    public Task IsInStateAsync(string state) => Expect(State).ToHaveTextAsync(state);

    /// <summary>Waits for at least <paramref name="count"/> events; the stream continues meanwhile.</summary>
    public Task HasEventsAsync(int count) => Expect(Events.Nth(count - 1)).ToBeAttachedAsync();

    /// <summary>The cells of all event rows, one array per row: id, type, data, time.</summary>
    public async Task<string[][]> ReadRowsAsync()
    {
        var rows = new List<string[]>();
        foreach (var row in await Events.AllAsync())
            rows.Add([.. await row.GetByRole(AriaRole.Cell).AllInnerTextsAsync()]);
        return [.. rows];
    }

    public static TimeSpan TimeOf(string cell) => TimeSpan.Parse(cell, CultureInfo.InvariantCulture);

    /// <summary>Closes the page. Its context stays open until the test ends, for the trace of a failed test.</summary>
    public ValueTask DisposeAsync() => new(Page.CloseAsync());
}
