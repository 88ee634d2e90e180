using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Components.Pages;
using SseDashboard.Feed;
using SseDashboard.Labs;

namespace SseDashboard.Components.Tests;

public sealed class LoadPageTests : StreamContext
{
    private readonly BunitJSModuleInterop _meter;

    public LoadPageTests()
    {
        Services.AddLoadLab();
        _meter = JSInterop.SetupModule("./js/dashboard/load-meter.js").SetupModule("start", _ => true);
        _meter.SetupVoid("reset").SetVoidResult();
        _meter.SetupVoid("stop").SetVoidResult();
    }

    [Fact]
    public void Page_Opened_SaysWhatToPressAndMeasures()
    {
        var page = Render<LoadPage>();

        Assert.Contains("press Start", page.Find(".log .empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("–", page.Find("[data-testid=delay]").TextContent);
        Assert.True(Button(page, "Stop").HasAttribute("aria-disabled"));
        Assert.Empty(_meter.Invocations["reset"]);
    }

    [Theory]
    [InlineData("load", "/labs/load?rate=1000&seconds=10&size=100&run=")]
    [InlineData("load?rate=20000&seconds=60", "/labs/load?rate=20000&seconds=60&size=100&run=")]
    [InlineData("load?burst=5000&size=330", "/labs/load?burst=5000&size=330&run=")]
    public void Start_Pressed_AsksForTheLoadOfTheAddress(string address, string expected)
    {
        var page = Open(address);
        page.Find("form.toolbar").Submit();

        var request = Assert.IsType<FeedRequest>(Browser.Invocations["connect"].Single().Arguments[0]);
        Assert.StartsWith(expected, request.Url, StringComparison.Ordinal);
        Assert.Equal("done", request.CloseOn);
        Assert.Single(_meter.Invocations["reset"]);
    }

    [Fact]
    public void Address_OutOfBounds_SaysWhyAndOffersTheDefault()
    {
        var page = Open("load?rate=1000000");

        Assert.Contains("1 to 50000", page.Find(".mud-alert").TextContent, StringComparison.Ordinal);
        page.Find("form.toolbar").Submit();
        Assert.Empty(page.FindAll(".mud-alert"));
    }

    [Fact]
    public async Task Figures_OfEachSource_AreShownInAllAndPerSecond()
    {
        var page = Open("load");
        page.Find("form.toolbar").Submit();
        var meter = page.FindComponent<LoadTable>().Instance.Meter;
        var feed = page.FindComponent<Log.EventLog>().Instance.Feed;
        Services.GetRequiredService<RunningLoads>().TryAdd(new(new(100, 5_000, 1_000), last: 3_000, meter.Run, Clock), 1);
        await page.InvokeAsync(() => meter.OnMeasured(new(1_000, 0, 0, null, null, 0, 0, null)));

        PassASecond();
        await page.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Event("a"), Items.Skipped(2_000), Items.Lost(10), Items.Event("b")]));
        await page.InvokeAsync(() => meter.OnMeasured(new(3_000, 2_500, 60, 12.3, 45.6, 2, 81, 9_000_000)));

        Assert.Equal(["3,000", "2,500", "2,002", "60", "0", "10"], Total(page, "written", "dispatched", "taken", "shown", "dropped", "lost"));
        // The browser's figures by its own clock, on which two seconds have passed.
        Assert.Equal(["0", "1,250", "2,002", "30", "0", "10"], Rates(page));
        Assert.Equal("12 ms median, 46 ms p99", page.Find("[data-testid=delay]").TextContent);
        Assert.Equal("2, the longest 81 ms", page.Find("[data-testid=long-tasks]").TextContent);
    }

    [Fact]
    public async Task Start_PressedAgain_BeginsAtZero()
    {
        var page = Open("load");
        page.Find("form.toolbar").Submit();
        var meter = page.FindComponent<LoadTable>().Instance.Meter;
        var feed = page.FindComponent<Log.EventLog>().Instance.Feed;
        string run = meter.Run;
        await page.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Event("a"), Items.Closed("done")]));
        await page.InvokeAsync(() => meter.OnMeasured(new(1_000, 1, 1, 1, 1, 0, 0, null)));
        Assert.Equal(["1", "1"], Total(page, "taken", "shown"));

        page.Find("form.toolbar").Submit();

        Assert.NotEqual(run, meter.Run);
        Assert.Equal(["0", "0"], Total(page, "taken", "shown"));
        Assert.Equal(0, feed.Rows.Count);
    }

    [Fact]
    public async Task Page_Left_StopsTheMeter()
    {
        Render<LoadPage>();
        await DisposeComponentsAsync();

        Assert.Single(_meter.Invocations["stop"]);
    }

    private IRenderedComponent<LoadPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<LoadPage>();
    }

    private static IEnumerable<string> Total(IRenderedComponent<LoadPage> page, params string[] names) =>
        names.Select(name => page.Find($"[data-testid={name}]").TextContent);

    private static IEnumerable<string> Rates(IRenderedComponent<LoadPage> page) =>
        page.FindAll(".load-figures tbody td:nth-child(2)").Select(cell => cell.TextContent);

    private static IElement Button(IRenderedComponent<LoadPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
