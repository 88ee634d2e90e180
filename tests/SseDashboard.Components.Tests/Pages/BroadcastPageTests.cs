using AngleSharp.Dom;
using Bunit;
using SseDashboard.Components.Pages;
using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

public sealed class BroadcastPageTests : StreamContext
{
    [Fact]
    public void Page_Opened_SaysWhatToPress()
    {
        var page = Render<BroadcastPage>();

        Assert.Contains("Press Listen, then Publish", page.Find(".log .empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("curl -N http://localhost/broadcast/news", page.Find(".listeners .empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", Button(page, "Resume").GetAttribute("aria-disabled"));
        Assert.Equal("true", Button(page, "Stop").GetAttribute("aria-disabled"));
    }

    [Fact]
    public void Listen_Pressed_ListensForTheListedTypesAndForGaps()
    {
        var page = Render<BroadcastPage>();
        Field(page, "Types, besides message and gap").Input("alert, price tick");
        page.Find("form.toolbar").Submit();

        var request = Assert.IsType<FeedRequest>(Browser.Invocations["connect"].Single().Arguments[0]);
        Assert.Equal("/broadcast/news", request.Url);
        Assert.Equal(["alert", "price", "tick", "gap"], request.Types);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("news\u00e9")]
    public void Channel_WithAWrongName_SaysWhatANameIsAndCannotBeUsed(string name)
    {
        var page = Render<BroadcastPage>();
        Field(page, "Channel").Input(name);

        Assert.Contains("1 to 64 letters", page.Find(".toolbar").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", Button(page, "Listen").GetAttribute("aria-disabled"));
        Assert.True(Button(page, "Publish").HasAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Resume_AfterAnEvent_AsksForWhatFollowedIt()
    {
        var (page, feed) = Listening();
        await page.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Opened(), Items.Event("a", id: "e1-7"), Items.Closed("button")]));

        Button(page, "Resume").Click();

        Assert.Equal("/broadcast/news?lastEventId=e1-7", LastRequest().Url);
    }

    [Fact]
    public async Task Event_Arrived_DoesNotRenderTheListeners()
    {
        var (page, feed) = Listening();
        var table = page.FindComponent<ListenerTable>();
        int before = table.RenderCount;

        await page.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Opened(), Items.Event("a")]));
        Assert.Single(page.FindAll("[data-testid=event-row]"));
        Assert.Equal(before, table.RenderCount);
    }

    [Fact]
    public async Task Resume_InAnotherChannel_HasNoIdToResumeFrom()
    {
        var (page, feed) = Listening();
        await page.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Event("a", id: "e1-7"), Items.Closed("button")]));
        Field(page, "Channel").Input("sport");

        Assert.Equal("true", Button(page, "Resume").GetAttribute("aria-disabled"));

        page.Find("form.toolbar").Submit();
        Assert.Equal("/broadcast/sport", LastRequest().Url);
        await page.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Closed("button")]));
        Assert.Equal("true", Button(page, "Resume").GetAttribute("aria-disabled"));
    }

    [Theory]
    [InlineData("""{"missed":904,"reason":"history","resumedAfter":"e1-906"}""", "Missed 904 events: no longer")]
    [InlineData("""{"missed":1,"reason":"history","resumedAfter":"e1-9"}""", "Missed 1 event: no longer")]
    [InlineData("""{"missed":null,"reason":"restart","resumedAfter":"e2-0"}""", "Missed an unknown number of events")]
    public async Task Gap_Arrived_IsToldAboveTheLog(string data, string words)
    {
        var (page, feed) = Listening();
        await page.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Event(data, "gap")]));

        Assert.Contains(words, page.Find("[data-testid=gap-notice]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=event-row]").ClassList.Contains("gap"));
    }

    [Fact]
    public async Task Gaps_WhoseRowsFellOutOfTheLog_AreStillCounted()
    {
        var (page, feed) = Listening();
        const string Gap = """{"missed":904,"reason":"history","resumedAfter":"e1-906"}""";
        const string Restart = """{"missed":null,"reason":"restart","resumedAfter":"e2-0"}""";
        await page.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Event(Gap, "gap"), Items.Event(Gap, "gap")]));
        Assert.StartsWith("2 gaps, 1,808 events missed", Notice(page), StringComparison.Ordinal);

        await page.InvokeAsync(() => feed.Take([Items.Event(Restart, "gap"), .. Enumerable.Repeat(Items.Event("a"), 600)]));

        Assert.DoesNotContain(feed.Held(), row => row.Type == "gap");
        Assert.StartsWith("3 gaps, 1,808 events missed, plus an unknown number", Notice(page), StringComparison.Ordinal);
        Assert.Contains("The latest: Missed an unknown", Notice(page), StringComparison.Ordinal);

        Button(page, "Clear").Click();
        Assert.Empty(page.FindAll("[data-testid=gap-notice]"));
    }

    [Theory]
    [InlineData("mind it")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Gap_ThatAPersonPublished_IsAnOrdinaryRow(string data)
    {
        var (page, feed) = Listening();
        await page.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Event(data, "gap")]));

        Assert.Empty(page.FindAll("[data-testid=gap-notice]"));
        Assert.Single(page.FindAll("[data-testid=event-row]"));
    }

    [Fact]
    public void Publish_OfATypeThisPageDoesNotHear_IsPointedOut()
    {
        var (page, _) = Listening();
        Field(page, "Type").Input("weather");
        Assert.Contains("does not listen for the type weather", page.Find(".publish").TextContent, StringComparison.Ordinal);

        Field(page, "Type").Input("alert");
        Assert.DoesNotContain("does not listen", page.Find(".publish").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Listeners_OfThisChannelOnly_AreListedEverySecond()
    {
        var page = Render<BroadcastPage>();
        _ = ListenTo("news", "192.0.2.1");
        _ = ListenTo("news", "192.0.2.2");
        _ = ListenTo("sport", "192.0.2.3");
        PassASecond();

        page.WaitForAssertion(() => Assert.Equal(
            ["192.0.2.1", "192.0.2.2"],
            page.FindAll(".listener-row").Select(row => row.QuerySelectorAll("td")[1].TextContent.Trim())));
    }

    [Fact]
    public async Task Page_Disposed_ClosesTheStreamAndLooksNoMore()
    {
        var (page, _) = Listening();
        await DisposeComponentsAsync();
        int renders = page.RenderCount;
        PassASecond();

        Assert.Single(Browser.Invocations["dispose"]);
        Assert.Equal(renders, page.RenderCount);
    }

    private (IRenderedComponent<BroadcastPage> Page, BrowserFeed Feed) Listening()
    {
        var page = Render<BroadcastPage>();
        page.Find("form.toolbar").Submit();
        return (page, page.FindComponent<Log.EventLog>().Instance.Feed);
    }

    private FeedRequest LastRequest() => Assert.IsType<FeedRequest>(Browser.Invocations["connect"][^1].Arguments[0]);

    private static string Notice(IRenderedComponent<BroadcastPage> page) =>
        string.Join(' ', page.Find("[data-testid=gap-notice]").TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private static IElement Field(IRenderedComponent<BroadcastPage> page, string label) =>
        page.Find($"#{page.FindAll("label").Single(found => found.TextContent == label).GetAttribute("for")}");

    private static IElement Button(IRenderedComponent<BroadcastPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
