using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Inspect;

/// <summary>What the inspector says about a stream.</summary>
public sealed class InspectDiagnosisTests(Browser browser, SharedApp app)
{
    [BrowserFact]
    public async Task HealthyStream_Inspected_HasNothingWrong()
    {
        await using var page = await OpenedPage.OpenAsync(browser, app, "inspect");
        await page.Field("Address").FillAsync("/labs/fault/none?seconds=3");
        await page.Button("Connect").ClickAsync();
        await Expect(page.Page.GetByTestId("inspect-status")).ToContainTextAsync("The server ended the response");
        await Expect(page.Page.GetByTestId("nothing-wrong")).ToHaveTextAsync("Nothing wrong found.");
        await Expect(page.Page.GetByTestId("finding")).ToHaveCountAsync(0);
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task BrokenStream_Inspected_NamesTheFaultAndWhatToChange()
    {
        await using var page = await OpenedPage.OpenAsync(browser, app, "inspect");
        await page.Field("Address").FillAsync("/labs/fault/no-field-name?seconds=3");
        await page.Button("Connect").ClickAsync();
        await Expect(page.Page.GetByTestId("inspect-status")).ToContainTextAsync("The server ended the response");
        await Expect(page.Page.GetByTestId("finding")).ToHaveAttributeAsync("data-name", "no-field-name");
        await Expect(page.Page.GetByTestId("finding")).ToContainTextAsync("Change: Write \"data: \" before every line");
        await Accessibility.AssertAsync(page.Page, "a finding");
        Assert.Empty(page.Problems);
    }

    [BrowserFact]
    public async Task ServerThatReplaysWrongly_CheckedOnce_IsFound()
    {
        await using var page = await OpenedPage.OpenAsync(browser, app, "inspect");
        await page.Field("Address").FillAsync("/labs/fault/replays-wrongly?seconds=1");
        await page.Button("Connect").ClickAsync();
        await Expect(page.Page.GetByTestId("nothing-wrong")).ToHaveTextAsync("Nothing wrong found.");

        await page.Button("Check resuming").ClickAsync();
        await Expect(page.Page.GetByTestId("finding")).ToHaveAttributeAsync("data-name", "replays-wrongly");
        await page.Button("Check buffering").ClickAsync();
        await page.Page.GetByText("What was checked").ClickAsync();
        await Expect(page.Page.GetByText("Buffering: asked for again without compression; 200, 5 events")).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page.Page, "checked further");
        Assert.Empty(page.Problems);
    }
}
