using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using SseDashboard.E2E.Hosting;

namespace SseDashboard.E2E;

/// <summary>Copying and saving the log: what arrives is read back.</summary>
public sealed class LogExportTests(Browser browser, SharedApp shared)
{
    private static readonly BrowserNewContextOptions WithClipboard = new() { Permissions = ["clipboard-read", "clipboard-write"] };

    private static readonly string[] Types = ["init", "message", "message", "error", "message", "message", "message", "final"];

    [BrowserFact]
    public async Task Save_AsStream_ParsesBackToTheSameEvents()
    {
        await using var demo = await DoneAsync();
        string[] ids = [.. (await demo.ReadRowsAsync()).Select(row => row[0])];

        var (name, text) = await SaveAsync(demo, "Save as event stream (.sse)");

        Assert.EndsWith(".sse", name, StringComparison.Ordinal);
        var parser = System.Net.ServerSentEvents.SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var read = parser.Enumerate().Select(item => (item.EventType, item.Data, Id: parser.LastEventId)).ToArray();
        Assert.Equal(Types, read.Select(item => item.EventType));
        Assert.Equal(ids, read.Select(item => item.Id));
        Assert.Equal("Final event", read[^1].Data);
        await Expect(demo.Page.GetByText($"Saved 8 events as {name}")).ToBeVisibleAsync();
        await Accessibility.AssertAsync(demo.Page, "saved");
    }

    [BrowserFact]
    public async Task Save_AsNdjson_HasEveryRowAndWithAFilterOnlyThoseThatMatch()
    {
        await using var demo = await DoneAsync();

        var (_, all) = await SaveAsync(demo, "Save as NDJSON");
        Assert.Equal(["connecting", "open", .. Enumerable.Repeat("event", 8), "closed"], Lines(all).Select(line => line.GetProperty("kind").GetString()));

        await Button(demo, "Filter").ClickAsync();
        await demo.Page.GetByLabel("Text in id, type or data").FillAsync("final");
        await Expect(demo.Events).ToHaveCountAsync(1);
        var (_, filtered) = await SaveAsync(demo, "Save as NDJSON");
        Assert.Contains("Final event", Lines(filtered).Select(line => line.TryGetProperty("data", out var data) ? data.GetString() : null));
        Assert.DoesNotContain("Init flow stream", filtered, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Copy_AsCsv_IsOnTheClipboard()
    {
        await using var demo = await DoneAsync();
        await Button(demo, "Export").ClickAsync();
        await demo.Page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = "Copy as CSV" }).ClickAsync();
        await Expect(demo.Page.GetByText("Copied 11 rows")).ToBeVisibleAsync();

        string copied = await demo.Page.EvaluateAsync<string>("navigator.clipboard.readText()");

        string[] records = copied.Split("\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(12, records.Length);
        Assert.Equal("number,time,stream,kind,id,type,data,detail", records[0]);
        Assert.EndsWith(",init,Init flow stream,", records[3], StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Row_DataCopied_IsExactlyTheData()
    {
        const string Data = "{\"n\": 12345678901234567890,\n \"n\": 2}";
        await using var app = new RunningApp();
        await using var page = await OpenedPage.OpenAsync(browser, app, "broadcast");
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Button("Listen").ClickAsync();
        await Expect(page.Page.GetByTestId("ready-state")).ToHaveTextAsync("OPEN 1");
        using var client = new HttpClient();
        var answer = await client.PostAsJsonAsync($"{app.Url}broadcast/news", new { data = Data }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        await page.Rows("event").ClickAsync();
        await Expect(page.Page.GetByTestId("event-details").Locator("pre")).ToHaveTextAsync("{\n  \"n\": 12345678901234567890,\n  \"n\": 2\n}");

        await page.Button("Copy data").ClickAsync();

        await Expect(page.Page.GetByText("Copied the data")).ToBeVisibleAsync();
        Assert.Equal(Data, await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    private async Task<DemoPage> DoneAsync()
    {
        var demo = await DemoPage.OpenAsync(browser, shared, WithClipboard);
        await demo.Connect.ClickAsync();
        await demo.IsInStateAsync("CLOSED 2");
        await Expect(demo.Events).ToHaveCountAsync(8);
        return demo;
    }

    private static async Task<(string Name, string Text)> SaveAsync(DemoPage demo, string item)
    {
        await Button(demo, "Export").ClickAsync();
        var download = await demo.Page.RunAndWaitForDownloadAsync(
            () => demo.Page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = item }).ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
    }

    private static ILocator Button(DemoPage demo, string name) => demo.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static JsonElement[] Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
