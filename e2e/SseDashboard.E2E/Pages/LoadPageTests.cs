using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>The load lab: every event is accounted for, and the figures of both ends agree.</summary>
public sealed class LoadPageTests(Browser browser)
{
    [BrowserTheory]
    [InlineData("rate=200&seconds=2", "400")]
    [InlineData("burst=5000&size=330", "5,000")]
    public async Task Load_Ended_IsAccountedForAtEveryStep(string load, string written)
    {
        await using var app = new RunningApp();
        await using var lab = await OpenedPage.OpenAsync(browser, app, $"load?{load}");
        await lab.Button("Start").ClickAsync();

        await Expect(lab.Page.GetByTestId("ready-state")).ToContainTextAsync("CLOSED 2");
        await Expect(lab.Page.GetByTestId("written")).ToHaveTextAsync(written);
        await Expect(lab.Page.GetByTestId("dispatched")).ToHaveTextAsync(written);
        await Expect(lab.Page.GetByTestId("taken")).ToHaveTextAsync(written);
        await Expect(lab.Page.GetByTestId("lost")).ToHaveTextAsync("0");
        await Expect(lab.Page.GetByTestId("shown")).Not.ToHaveTextAsync("0");
        await Expect(lab.Page.GetByTestId("delay")).ToContainTextAsync("p99");
        await Expect(lab.Rows("event").Last).ToContainTextAsync("done");
        Assert.Empty(lab.Problems);
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
        Assert.Empty(app.Logs.Problems);
    }

    [BrowserFact]
    public async Task Stop_DuringALoad_EndsItOnTheServer()
    {
        await using var app = new RunningApp();
        await using var lab = await OpenedPage.OpenAsync(browser, app, "load?rate=100&seconds=600");
        await lab.Page.GetByLabel("Bytes per event").FocusAsync();
        await lab.Page.Keyboard.PressAsync("Enter");
        await Expect(lab.Rows("event").First).ToBeVisibleAsync();

        await lab.Button("Stop").ClickAsync();

        await Expect(lab.Button("Start")).ToBeEnabledAsync();
        await Wait.UntilAsync(() => app.OpenStreams == 0, "the server has no stream open");
    }

    [BrowserFact]
    public async Task Page_EmptyAndInUse_HasNoAccessibilityViolationsAndFitsWidth()
    {
        await using var app = new RunningApp();
        await using var lab = await OpenedPage.OpenAsync(browser, app, "load?rate=50&seconds=1");
        await Accessibility.AssertAsync(lab.Page, "empty");

        await lab.Button("Start").ClickAsync();
        await Expect(lab.Rows("event").Last).ToContainTextAsync("done");
        await Accessibility.AssertAsync(lab.Page, "in use");
    }
}
