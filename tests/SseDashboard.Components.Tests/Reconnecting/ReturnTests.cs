using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SseDashboard.Components.Pages;
using SseDashboard.Components.Reconnecting;
using SseDashboard.Feed;
using SseDashboard.Interop;

namespace SseDashboard.Components.Tests;

/// <summary>What a page restores from its address and from a lost circuit, and what it says when it is left.</summary>
public sealed class ReturnTests : StreamContext
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private IEnumerable<string> Messages => Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(shown => shown.Message!);

    [Fact]
    public void Demo_SettingsInAddress_AreRestored()
    {
        Navigation.NavigateTo("/?types=ping%2Cpong&heartbeat=500&closeOnFinal=off");
        var demo = Render<DemoPage>();
        demo.FindAll(".toolbar button").Single(button => button.TextContent.Trim() == "Connect").Click();

        var request = Assert.IsType<FeedRequest>(Browser.Invocations["connect"].Single().Arguments[0]);
        Assert.Equal("/sse?heartbeatMs=500", request.Url);
        Assert.Equal(["ping", "pong"], request.Types);
        Assert.Null(request.CloseOn);
    }

    [Fact]
    public void Demo_SettingChanged_IsWrittenToAddress()
    {
        var demo = Render<DemoPage>();
        Assert.Equal("http://localhost/", Navigation.Uri);

        demo.Find("input[type=checkbox]").Change(false);
        Assert.Equal("http://localhost/?closeOnFinal=off", Navigation.Uri);

        demo.Find("input[type=checkbox]").Change(true);
        Assert.Equal("http://localhost/", Navigation.Uri);
    }

    [Fact]
    public void Demo_UnacceptableAddress_HasDefaults()
    {
        Navigation.NavigateTo($"/?method=PUT&heartbeat=1&closeOnFinal=maybe&types={new string('x', 501)}&other=kept");
        var demo = Render<DemoPage>();
        demo.FindAll(".toolbar button").Single(button => button.TextContent.Trim() == "Connect").Click();

        var request = Assert.IsType<FeedRequest>(Browser.Invocations["connect"].Single().Arguments[0]);
        Assert.Equal(("GET", "/sse", "final"), (request.Method, request.Url, request.CloseOn));
        Assert.Equal(["init", "error", "final"], request.Types);
        Assert.Equal("http://localhost/?other=kept", Navigation.Uri);
    }

    [Fact]
    public void Compare_NumbersInAddress_AreRestoredWithinBounds()
    {
        Navigation.NavigateTo("/compare?limit=1&interval=700");
        var page = Render<ComparePage>();

        Assert.Equal("2", page.Find("input[type=text]").GetAttribute("value"));
        Assert.Contains("0.7 s", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broadcast_StreamWasOpenWhenCircuitWasLost_Resumes()
    {
        Lost(new("20:41:07", 1, Restarted: true, new("abcd-7")));
        Navigation.NavigateTo("/broadcast?channel=class");

        Render<BroadcastPage>();
        Assert.Empty(Browser.Invocations["connect"]);
        Render<ReturnNotice>();

        await Wait.UntilAsync(() => Browser.Invocations["connect"].Count == 1, "the page opens its stream again");
        var request = Assert.IsType<FeedRequest>(Browser.Invocations["connect"].Single().Arguments[0]);
        Assert.Equal("/broadcast/class?lastEventId=abcd-7", request.Url);
        Assert.Contains("The server was restarted after 20:41:07. The page reloaded with its settings; its log from before is gone.", Messages);
    }

    [Theory]
    [InlineData("http://localhost/?method=POST", 0)]
    [InlineData("http://localhost/?method=POST&reconnect=on", 1)]
    [InlineData("http://localhost/", 1)]
    public async Task Demo_StreamWasOpenWhenCircuitWasLost_RepeatsPostOnlyIfAllowed(string address, int requests)
    {
        Lost(new("20:41:07", 1, Restarted: true, new("")));
        Navigation.NavigateTo(address);

        Render<DemoPage>();
        Render<ReturnNotice>();

        await Wait.UntilAsync(() => Messages.Any(message => message.Contains("of /sse was cut off", StringComparison.Ordinal)), "the page says what was cut off");
        await Wait.UntilAsync(() => Browser.Invocations["connect"].Count == requests, "the page sends the requests that it may");
    }

    [Fact]
    public async Task Demo_LeftWhileStreamIsOpen_SaysItWasClosed()
    {
        var demo = Render<DemoPage>();
        demo.FindAll(".toolbar button").Single(button => button.TextContent.Trim() == "Connect").Click();

        await DisposeComponentsAsync();

        Assert.Equal(["The stream of /sse was closed because you left the page."], Messages);
    }

    [Fact]
    public async Task Demo_LeftWithoutStream_SaysNothing()
    {
        Render<DemoPage>();

        await DisposeComponentsAsync();

        Assert.Empty(Messages);
    }

    private void Lost(LostPage lost) => JSInterop.SetupModule("./js/circuit/page-return.js").Setup<LostPage?>("read").SetResult(lost);
}
