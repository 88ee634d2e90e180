using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;
using SseDashboard.Learning.Excerpts;

namespace SseDashboard.E2E.Learn;

/// <summary>What all lessons have in common: moving, the glossary, code, printing, the index.</summary>
public sealed class LessonFrameTests(Browser browser, SharedApp app)
{
    [BrowserFact]
    public async Task ArrowKeys_OnALesson_MoveThroughItsParts()
    {
        await using var page = await OpenAsync();
        // Marked once the keys are listened to.
        await Expect(page.Page.Locator("a[data-part][aria-current=step]")).ToHaveCountAsync(1);
        foreach (string part in (string[])["Bet", "Experiment", "Evidence", "Code", "Puzzle"])
        {
            await page.Page.Keyboard.PressAsync("ArrowRight");
            await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = part, Level = 2 })).ToBeFocusedAsync();
            await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = part, Level = 2 })).ToBeInViewportAsync();
        }

        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Code", Level = 2 })).ToBeFocusedAsync();
        Assert.EndsWith("#code", page.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task ArrowKeys_InATabList_ChangeTheTab()
    {
        await using var page = await OpenAsync();
        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "Exchange" }).FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");

        await Expect(page.Page.GetByRole(AriaRole.Tab, new() { Name = "Wire" })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Part_NamedInTheAddress_IsShown()
    {
        await using var page = await OpenedPage.OpenAsync(browser, app, "learn/get#evidence");

        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Evidence", Level = 2 })).ToBeInViewportAsync();
    }

    [BrowserFact]
    public async Task Term_Pressed_OpensTheGlossaryAndEscapeClosesIt()
    {
        await using var page = await OpenAsync();
        await page.Button("last event ID").ClickAsync();
        var glossary = page.Page.GetByRole(AriaRole.Dialog, new() { Name = "Glossary" });
        await Expect(glossary.GetByRole(AriaRole.Term).First).ToHaveTextAsync("last event ID");
        await Accessibility.AssertAsync(page.Page, "glossary open");

        await page.Page.Keyboard.PressAsync("Escape");

        await Expect(glossary).ToHaveCountAsync(0);
        await Expect(page.Button("last event ID")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Code_Copied_IsInTheClipboard()
    {
        await using var page = await OpenAsync();
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "curl" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Copy In a shell" }).ClickAsync();

        await Expect(page.Page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal($"curl -N {app.Url.TrimEnd('/')}/sse", await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [BrowserFact]
    public async Task Excerpts_OfJavaScript_ParseByThemselves()
    {
        var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        foreach (var excerpt in ExcerptLibrary.All.Where(excerpt => excerpt.Language == ExcerptLanguage.JavaScript))
        {
            // The constructor of async functions parses its body without running it. An export is possible only in a module.
            string? error = await page.EvaluateAsync<string?>(
                "(body) => { try { new (async () => {}).constructor(body); return null; } catch (error) { return error.message; } }",
                excerpt.Text.Replace("export ", "", StringComparison.Ordinal));
            Assert.True(error is null, $"The excerpt {excerpt.Name} of {excerpt.File} does not parse by itself: {error}. Choose whole statements.");
        }
    }

    [BrowserFact]
    public async Task Lesson_Printed_HasClaimEvidenceAndAllCodeWithoutControls()
    {
        await using var page = await OpenAsync();
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (string part in (string[])["claim", "evidence", "code"])
            await Expect(page.Page.Locator($"#{part}")).ToBeVisibleAsync();
        foreach (string part in (string[])["bet", "experiment", "puzzle"])
            await Expect(page.Page.Locator($"#{part}")).ToBeHiddenAsync();
        await Expect(page.Page.GetByTestId("excerpt")).ToHaveCountAsync(5);
        foreach (var code in await page.Page.GetByTestId("excerpt").AllAsync())
            await Expect(code).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#content").GetByRole(AriaRole.Button)).ToHaveCountAsync(await TermsAsync(page));
    }

    [BrowserFact]
    public async Task Index_Opened_LeadsToEachLesson()
    {
        await using var page = await OpenedPage.OpenAsync(browser, app, "learn");
        await Accessibility.AssertAsync(page.Page, "index");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Polling or a stream" }).ClickAsync();
        await Expect(page.Page).ToHaveTitleAsync("1. Polling or a stream · SSE Dashboard");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "2. The format" }).ClickAsync();

        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The format: lines and blocks");
    }

    // The projector: 1920 × 1080 at 150 %.
    [BrowserFact]
    public async Task Lesson_OnAProjector_ShowsEachPartsHeadingAndIsNoWiderThanTheWindow()
    {
        await using var page = await OpenAsync();
        await page.Page.SetViewportSizeAsync(1280, 720);

        Assert.Equal(1280, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Expect(page.Page.GetByRole(AriaRole.Navigation, new() { Name = "Parts of this lesson" }).GetByRole(AriaRole.Link)).ToHaveCountAsync(6);
    }

    private Task<OpenedPage> OpenAsync() => OpenedPage.OpenAsync(browser, app, "learn/get");

    // The terms of the claim stay, as words.
    private static Task<int> TermsAsync(OpenedPage page) => page.Page.Locator("#claim button").CountAsync();
}
