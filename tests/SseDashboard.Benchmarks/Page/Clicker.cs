using System.Diagnostics;
using Microsoft.Playwright;

namespace SseDashboard.Benchmarks.Page;

/// <summary>Clicks the first and the last tab of a page in turn, with the mouse, while a load arrives.</summary>
internal sealed class Clicker
{
    private const float Patience = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IPage _page;
    private readonly (float X, float Y)[] _tabs;

    private Clicker(IPage page, (float X, float Y)[] tabs) => (_page, _tabs) = (page, tabs);

    /// <summary>How many clicks had no answer within ten seconds.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Finds the tabs, before the load makes that slow.</summary>
    public static async Task<Clicker> OfAsync(IPage page)
    {
        var tabs = page.GetByRole(AriaRole.Tab);
        return new(page, [await MiddleAsync(tabs.Last), await MiddleAsync(tabs.First)]);

        static async Task<(float X, float Y)> MiddleAsync(ILocator tab)
        {
            var box = await tab.BoundingBoxAsync() ?? throw new InvalidOperationException("The page's tab is not visible.");
            return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        }
    }

    /// <summary>Clicks until the time is over.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        for (int clicks = 0; watch.Elapsed < time; clicks++)
        {
            int answered = await _page.EvaluateAsync<int>("probe.clicks.length");
            var (x, y) = _tabs[clicks % _tabs.Length];
            await _page.Mouse.ClickAsync(x, y);
            try
            {
                await _page.WaitForFunctionAsync(
                    "answered => probe.clicks.length > answered", answered, new() { Timeout = Patience, PollingInterval = 50 });
            }
            catch (TimeoutException)
            {
                Unanswered++;
            }

            await Task.Delay(Pause);
        }
    }
}
