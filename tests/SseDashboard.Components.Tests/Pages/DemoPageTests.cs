using AngleSharp.Dom;
using Bunit;
using SseDashboard.Components.Pages;
using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

public sealed class DemoPageTests : DashboardContext
{
    [Fact]
    public void Demo_Opened_IsNotConnectedAndSaysWhatToPress()
    {
        var demo = Render<DemoPage>();

        Assert.Contains("Press Connect", demo.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("not connected", StateOf(demo));
        Assert.False(Button(demo, "Connect").HasAttribute("aria-disabled"));
        Assert.Equal("true", Button(demo, "Close").GetAttribute("aria-disabled"));
        Assert.Empty(Browser.Invocations["connect"]);
    }

    [Fact]
    public void Connect_Pressed_ListensForTheDocumentsTypesAndClosesOnFinal()
    {
        var demo = Render<DemoPage>();
        Button(demo, "Connect").Click();

        var request = Assert.IsType<FeedRequest>(Browser.Invocations["connect"].Single().Arguments[0]);
        Assert.Equal("/sse", request.Url);
        Assert.Equal(["init", "error", "final"], request.Types);
        Assert.Equal("final", request.CloseOn);
        Assert.Equal("CONNECTING 0", StateOf(demo));
        Assert.Equal("true", Button(demo, "Connect").GetAttribute("aria-disabled"));
        Assert.False(Button(demo, "Close").HasAttribute("aria-disabled"));
    }

    [Fact]
    public async Task State_FollowsTheBrowser()
    {
        var (demo, feed) = Connected();
        await demo.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Opened()]));
        Assert.Equal("OPEN 1", StateOf(demo));

        await demo.InvokeAsync(() => feed.Take([Items.Reconnecting()]));
        Assert.Equal("CONNECTING 0", StateOf(demo));

        await demo.InvokeAsync(() => feed.Take([Items.Failed()]));
        Assert.Equal("CLOSED 2", StateOf(demo));
    }

    [Fact]
    public async Task Refusal_WithRetry_IsClosedAndCanBeCancelled()
    {
        var (demo, feed) = Connected();
        await demo.InvokeAsync(() => feed.Take(
            [Items.Reconnecting() with { State = ReadyState.Closed, Status = 503, Delay = 5_000, NextTry = 1727505888977 }]));

        Assert.Equal("CLOSED 2", StateOf(demo));
        Assert.Equal(1727505888977, feed.NextTry);
        Assert.False(Button(demo, "Close").HasAttribute("aria-disabled"));

        await demo.InvokeAsync(() => feed.Take([Items.Closed("button")]));
        Assert.Null(feed.NextTry);
        Assert.True(Button(demo, "Close").HasAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Crowded_WhileWaitingAndWithTheLastConnection_SaysWhatHelps()
    {
        var (demo, feed) = Connected();
        Assert.Empty(Notice(demo));
        await demo.InvokeAsync(() => feed.Take([Items.Connecting(), Items.Crowded(6, ReadyState.Connecting)]));
        Assert.Contains("This stream is waiting: this browser already has 6 streams open", Notice(demo), StringComparison.Ordinal);
        Assert.Contains("Close a stream or its tab", Notice(demo), StringComparison.Ordinal);

        await demo.InvokeAsync(() => feed.Take([Items.Opened()]));
        Assert.Empty(Notice(demo));

        await demo.InvokeAsync(() => feed.Take([Items.Crowded(6, ReadyState.Open), Items.Event("x")]));
        Assert.Contains("the last of the 6 connections", Notice(demo), StringComparison.Ordinal);

        await demo.InvokeAsync(() => feed.Take([Items.Closed("final")]));
        Assert.Empty(Notice(demo));
    }

    private static string Notice(IRenderedComponent<DemoPage> demo) => demo.Find("[data-testid=crowded-notice]").TextContent.Trim();

    [Fact]
    public async Task Batch_OfManyItems_ChangesThePageOnce()
    {
        var (demo, feed) = Connected();
        int changes = 0;
        feed.Changed += () => changes++;

        await demo.InvokeAsync(() => feed.Take([.. Enumerable.Repeat(Items.Event("x"), 400)]));

        Assert.Equal(1, changes);
    }

    [Fact]
    public void Close_Pressed_ClosesTheStream()
    {
        var (demo, _) = Connected();
        Button(demo, "Close").Click();

        Assert.Equal("button", Browser.Invocations["stop"].Single().Arguments[0]);
    }

    [Fact]
    public void CloseOnFinal_SwitchedOff_TellsTheOpenStreamAndWarns()
    {
        var (demo, _) = Connected();
        demo.Find("input[type=checkbox]").Change(false);

        Assert.Null(Browser.Invocations["closeOn"].Single().Arguments[0]);
        Assert.Contains("Chromium after 3 s, Firefox after 5 s", demo.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_OfABatch_ShowsTheDocumentsLinesOnly()
    {
        var (demo, feed) = Connected();
        await demo.InvokeAsync(() => feed.Take(feed.Report(Items.Event("a"), Items.Event("b", "ping")) with { Lines = ["Received message event ===> data: a,  id: 1"] }));

        Assert.Equal(
            ["Received message event ===> data: a,  id: 1"],
            demo.FindAll("[data-testid=console-line]").Select(line => line.TextContent));
    }

    [Fact]
    public async Task Row_Opened_ShowsTheWholeEvent()
    {
        var (demo, feed) = Connected();
        await demo.InvokeAsync(() => feed.Take([Items.Event("line 1\nline 2")]));

        demo.Find("[data-testid=event-row]").Click();

        Assert.Equal("line 1\nline 2", demo.Find("[data-testid=event-details] pre").TextContent);
    }

    [Fact]
    public void Connect_PressedTwice_OpensOneStreamAndKeepsTheFocus()
    {
        var (demo, _) = Connected();
        Button(demo, "Connect").Click();

        Assert.Single(Browser.Invocations["connect"]);
        Assert.False(Button(demo, "Connect").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Details_EscapePressed_CloseAndGiveTheFocusToTheRows()
    {
        var (demo, feed) = Connected();
        await demo.InvokeAsync(() => feed.Take([Items.Event("a")]));
        demo.Find("[data-testid=event-row]").Click();

        demo.Find("[data-testid=event-details]").KeyDown("Escape");

        Assert.Empty(demo.FindAll("[data-testid=event-details]"));
        Assert.Equal(demo.FindComponent<Shared.FollowingList<FeedRow>>().Instance.Element, JSInterop.VerifyFocusAsyncInvoke().Arguments[0]);
    }

    [Fact]
    public async Task Demo_Disposed_ClosesTheStreamInTheBrowser()
    {
        Connected();
        await DisposeComponentsAsync();

        Assert.Single(Browser.Invocations["dispose"]);
    }

    private (IRenderedComponent<DemoPage> Demo, BrowserFeed Feed) Connected()
    {
        var demo = Render<DemoPage>();
        Button(demo, "Connect").Click();
        return (demo, demo.FindComponent<Log.EventLog>().Instance.Feed);
    }

    private static string StateOf(IRenderedComponent<DemoPage> demo) =>
        string.Join(' ', demo.Find("[data-testid=ready-state]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IElement Button(IRenderedComponent<DemoPage> demo, string text) =>
        demo.FindAll(".toolbar button").Single(button => button.TextContent.Trim() == text);
}
