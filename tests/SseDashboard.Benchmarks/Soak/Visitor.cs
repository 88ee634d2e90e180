using System.Diagnostics;
using Microsoft.Playwright;
using SseDashboard.Benchmarks.Dashboard;

namespace SseDashboard.Benchmarks.Soak;

/// <summary>
/// Someone at a browser who goes from page to page, connects, scrolls, publishes and reconnects. One that stays keeps its page
/// for the whole soak; another opens a new one for each round.
/// </summary>
internal sealed class Visitor(Uri host, Chromium chromium, SoakRecord record, string name, bool stays)
{
    private const float Patience = 60_000;

    // The soak looks for leaks; the page bench for the limits.
    private const string LoadRate = "200";

    // Longer than a step may take, so that Stop is enabled when the visitor presses it, however busy the machine is.
    private const string LoadSeconds = "120";

    // What the page says about itself. The row that does not come is explained by the state and by the alerts.
    private const string Described = """
        () => [document.title, ...[...document.querySelectorAll("[data-testid=ready-state], [role=alert], [role=status], .log .empty")]
          .filter(element => element.checkVisibility()).map(element => element.innerText.trim())].filter(text => text).join("; ")
        """;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    private PageMetrics _metrics = null!;
    private IPage _page = null!;

    /// <summary>Goes round until the soak is over.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        record.ExpectHeap(name, stays);
        while (!over.IsCancellationRequested)
        {
            await using var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
            context.SetDefaultTimeout(Patience);
            await using var ending = over.Register(() => _ = context.CloseAsync());
            try
            {
                await OpenAsync(context);
                do
                    await GoRoundAsync();
                while (stays && !over.IsCancellationRequested);
            }
            catch (PlaywrightException) when (over.IsCancellationRequested)
            {
                // The soak ended in the middle of a round.
            }
            catch (Exception error) when (error is PlaywrightException or TimeoutException)
            {
                // It counts against the soak, which goes on with a new page.
                record.AddProblem($"{name}: {error.Message.ReplaceLineEndings(" ")} The page: {await DescribeAsync(context)}");
            }
        }
    }

    private static async Task<string> DescribeAsync(IBrowserContext context)
    {
        if (context.Pages is not [var page, ..])
            return "none is open";
        try
        {
            return await page.EvaluateAsync<string>(Described).WaitAsync(AnswerPatience);
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            return $"does not answer: {error.Message}";
        }
    }

    private async Task OpenAsync(IBrowserContext context)
    {
        _page = await context.NewPageAsync();
        _page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                record.AddProblem(message.Type == "warning" ? $"{SoakVerdict.Warning}{name}'s console: {message.Text}" : SoakVerdict.OfPageError($"{name}'s console", message.Text));
        };
        _page.PageError += (_, error) => record.AddProblem(SoakVerdict.OfPageError($"{name}'s page", error));
        _metrics = await PageMetrics.OfAsync(_page);
        await _page.GotoAsync(host.ToString());
        await Button("Connect").WaitForAsync();
    }

    private async Task GoRoundAsync()
    {
        await GoToAsync("Demo");
        await Button("Connect").ClickAsync();
        await RowAsync();
        await ScrollAsync();

        await GoToAsync("Broadcast");
        await Field("Channel").FillAsync("soak");
        await Button("Listen").ClickAsync();
        await RowAsync();
        await ScrollAsync();
        await Field("Data").FillAsync($"from {name}");
        await Button("Publish").ClickAsync();
        await Button("Stop").ClickAsync();
        await Button("Resume").ClickAsync();
        await Task.Delay(Look);
        await Button("Stop").ClickAsync();

        await GoToAsync("Load lab");
        await EnterAsync("Events per second", LoadRate);
        await EnterAsync("Seconds", LoadSeconds);
        await Button("Start").ClickAsync();
        await RowAsync();
        await Task.Delay(Look);
        await Button("Stop").ClickAsync();

        await GoToAsync("Connections");
        record.AddHeap(name, stays, await _metrics.HeapAsync());
    }

    private async Task EnterAsync(string label, string number)
    {
        var field = _page.GetByLabel(label, new() { Exact = true });
        await field.FillAsync(number);
        await field.PressAsync("Tab");
    }

    private ILocator Field(string label) => _page.GetByRole(AriaRole.Textbox, new() { Name = label, Exact = true });

    private ILocator Button(string text) =>
        _page.GetByRole(AriaRole.Button, new() { Name = text, Exact = true, Disabled = false }).First;

    private Task RowAsync() => _page.GetByTestId("event-row").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private async Task ScrollAsync()
    {
        await _page.Locator(".log").HoverAsync();
        await _page.Mouse.WheelAsync(0, -400);
        await Task.Delay(Look);
        await _page.Mouse.WheelAsync(0, 4_000);
    }

    // The time from the click to the heading of the other page.
    private async Task GoToAsync(string page)
    {
        var link = _page.GetByRole(AriaRole.Link, new() { Name = page, Exact = true }).First;
        if (await link.GetAttributeAsync("aria-current") == "page")
            return;
        string before = await _page.Locator("h1").InnerTextAsync();
        var watch = Stopwatch.StartNew();
        await link.ClickAsync();
        await _page.WaitForFunctionAsync(
            "before => { const now = document.querySelector('h1'); return now !== null && now.innerText !== before; }", before);
        record.AddNavigation(watch.Elapsed);
    }
}
