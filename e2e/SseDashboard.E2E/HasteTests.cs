using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>A person who is faster than the page.</summary>
public sealed class HasteTests(Browser browser)
{
    [Fact]
    public async Task Connect_PressedTwiceAtOnce_OpensOneStream()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);

        await demo.Connect.EvaluateAsync("button => { button.click(); button.click(); }");
        await Expect(demo.Events).ToHaveCountAsync(4);
        await demo.Close.ClickAsync();

        await demo.IsInStateAsync("CLOSED 2");
        await Condition.HoldsAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [Fact]
    public async Task Page_LeftInTheMomentOfConnecting_LeavesNoStreamOpen()
    {
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);

        await demo.Connect.EvaluateAsync("button => { button.click(); Blazor.navigateTo('not-found'); }");

        await Expect(demo.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
        await Condition.HoldsAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }
}
