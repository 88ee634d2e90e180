using System.Text.Json;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>Events that are made to hurt the page that shows them.</summary>
public sealed class HostileEventTests(Browser browser)
{
    [Fact]
    public async Task Event_WhoseJsonIsManyTimesItsLength_CrossesAsAPreviewAndIsReadWhenOpened()
    {
        // A control character takes six bytes in JSON: this is 24 KB of them, twice, for the console line has them too.
        string hostile = new string('\u0001', 4_000) + "end";
        await using var app = new RunningApp();
        await using var demo = await DemoPage.OpenAsync(browser, app);
        await demo.Page.GetByLabel("Method").SelectOptionAsync("POST");
        await demo.Page.GetByLabel("Body (JSON)").FillAsync(
            JsonSerializer.Serialize(new { messages = 1, intervalMs = 10, text = hostile }));
        await demo.Page.GetByLabel("Body (JSON)").BlurAsync();

        await demo.Connect.ClickAsync();
        await demo.IsInStateAsync("CLOSED 2");

        await Expect(demo.Events).ToHaveCountAsync(6);
        await demo.Events.Nth(4).GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(demo.Page.GetByTestId("event-details").Locator("pre")).ToHaveTextAsync(hostile);
        Assert.Empty(demo.Problems);
    }

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
