using System.Text;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E.Inspect;

/// <summary>Recording in the inspector: what is saved is read back, and a replay is read by the browser's own EventSource.</summary>
public sealed class RecordingTests(Browser browser)
{
    private const string Read = """
        (address) => new Promise((resolve, reject) => {
          const ids = [];
          const source = new EventSource(address);
          source.onmessage = ({ lastEventId, data }) => {
            ids.push(lastEventId);
            if (data === "[DONE]") { source.close(); resolve(ids); }
          };
          source.onerror = () => { source.close(); reject(new Error(`An error after the ids ${ids}.`)); };
        })
        """;

    [BrowserFact]
    public async Task Recording_SavedImportedAndReplayed_IsTheSameStream()
    {
        // Recordings belong to the whole host.
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, "inspect");
        var (status, kept) = (page.Page.GetByTestId("recording-status"), page.Page.GetByTestId("kept-recording"));
        await Accessibility.AssertAsync(page.Page, "nothing recorded");
        await page.Field("Address").FillAsync("/labs/fault/none?seconds=1");
        await page.Button("Connect").ClickAsync();
        await Expect(page.Page.GetByTestId("inspect-status")).ToContainTextAsync("The server ended the response");

        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "Recording" }).ClickAsync();
        var download = await page.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.Button("Save as…").First.ClickAsync();
            await page.Page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = "NDJSON" }).ClickAsync();
        });
        Assert.Matches(@"^stream-[\dT-]+\.ndjson$", download.SuggestedFilename);
        await Expect(status).ToContainTextAsync($"Saved {download.SuggestedFilename}");
        byte[] saved = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("\"end\":\"completed\"", Encoding.UTF8.GetString(saved), StringComparison.Ordinal);

        await page.Field("Name").FillAsync("ticks");
        await page.Field("Name").PressAsync("Enter");
        await Expect(status).ToContainTextAsync("Kept as ticks: 5 events.");
        await page.Page.Locator("input[type=file]").Last.SetInputFilesAsync(new FilePayload { Name = "ticks.ndjson", MimeType = "application/x-ndjson", Buffer = saved });
        await Expect(status).ToContainTextAsync("Imported ticks.ndjson as ticks-2: 5 events.");
        await Expect(kept).ToHaveCountAsync(2);
        await Accessibility.AssertAsync(page.Page, "two recordings kept");

        await page.Page.GetByRole(AriaRole.Form, new() { Name = "Compare" }).GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByTestId("comparison")).ToContainTextAsync("Same 5 events in the same order; both took as long.");
        await page.Page.GetByLabel("Show equal events too").CheckAsync();
        await Expect(page.Page.GetByTestId("difference")).ToHaveCountAsync(5);
        await Accessibility.AssertAsync(page.Page, "compared");

        Assert.Equal(["1", "2", "3", "4", "4"], await page.Page.EvaluateAsync<string[]>(Read, "replay/ticks-2?speed=10"));
        Assert.Equal(["3", "4", "4"], await page.Page.EvaluateAsync<string[]>(Read, "replay/ticks?speed=max&lastEventId=2"));

        await page.Page.SetViewportSizeAsync(1280, 844);
        await page.Button("Inspect ticks").ClickAsync();
        await Expect(page.Page.GetByTestId("inspect-status")).ToContainTextAsync("The server ended the response");
        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "Diagnosis" }).ClickAsync();
        await Expect(page.Page.GetByTestId("nothing-wrong")).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
        Assert.Empty(app.Logs.Problems);
    }

    [BrowserFact]
    public async Task Replay_StepByStep_WaitsForTheButton()
    {
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, "inspect");
        await page.Page.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "two.sse", MimeType = "text/event-stream", Buffer = "data: a\n\ndata: b\n\n"u8.ToArray() });
        await Expect(page.Page.GetByTestId("kept-recording")).ToContainTextAsync("2 events");
        await page.Page.GetByLabel("Speed").ClickAsync();
        await page.Page.GetByRole(AriaRole.Option, new() { Name = "step by step" }).ClickAsync();
        await page.Page.EvaluateAsync("""
            () => {
              globalThis.read = [];
              new EventSource("replay/two?step=1").onmessage = ({ data }) => globalThis.read.push(data);
            }
            """);
        await Expect(page.Page.GetByTestId("kept-recording")).ToContainTextAsync("replay/two?step=1");

        foreach (string read in new[] { "a", "a,b" })
        {
            await Wait.UntilAsync(() => app.OpenStreams == 1, "the replay is open");
            await page.Button("Step through two").ClickAsync();
            await page.Page.WaitForFunctionAsync("read => globalThis.read.join() === read", read);
        }

        await Accessibility.AssertAsync(page.Page, "step by step");
        Assert.Empty(page.Problems);
    }
}
