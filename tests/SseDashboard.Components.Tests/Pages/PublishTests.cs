using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Components.Pages;
using SseDashboard.Streams;
using static SseDashboard.Components.Tests.PublishingPage;

namespace SseDashboard.Components.Tests;

/// <summary>Publishing an event on the Broadcast page.</summary>
public sealed class PublishTests : StreamContext
{
    [Fact]
    public void Publish_Submitted_ShowsTheIdAndWhoGotIt()
    {
        _ = ListenTo("news");
        var page = Render<BroadcastPage>();
        page.Find(".publish form").Submit();

        Assert.Matches("^Published with id [0-9a-f]{8}-1 to 1 listener\\.$", Outcome(page));
        // Without waiting for the next look: the clock of the test stands still.
        Assert.StartsWith("#1", page.Find(".facts td").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_WithoutData_IsDisabled()
    {
        var page = Render<BroadcastPage>();
        Field(page, "Data").Input("");

        Assert.True(Button(page, "Publish").HasAttribute("aria-disabled"));
        Assert.True(Button(page, "Publish a burst").HasAttribute("aria-disabled"));
    }

    [Fact]
    public void Publish_OfTooLargeAnEvent_IsDisabledAndSaysWhy()
    {
        Settings["Streams:MaxEventBytes"] = "256";
        var page = Render<BroadcastPage>();
        Field(page, "Data").Input(new string('x', 300));

        Assert.True(Button(page, "Publish").HasAttribute("aria-disabled"));
        Assert.True(Button(page, "Publish a burst").HasAttribute("aria-disabled"));
        Assert.Contains("Streams:MaxEventBytes allows 256.", page.Find(".publish .mud-alert").TextContent, StringComparison.Ordinal);
        page.Find(".publish form").Submit();
        Assert.Equal("", Outcome(page));
    }

    [Fact]
    public void Publish_OfTextTypedWhileTheCircuitWasAway_PublishesWhatTheFieldsShow()
    {
        var page = Render<BroadcastPage>();
        FieldChanges.SetResult(new() { ["type"] = "alert", ["data"] = "typed meanwhile", ["number"] = "3" });
        Button(page, "Publish a burst").Click();

        page.WaitForAssertion(() => Assert.StartsWith("Published 3 events", Outcome(page), StringComparison.Ordinal));
        var asked = Assert.IsType<Dictionary<string, string>>(FieldChanges.Invocations.Single().Arguments[1]);
        Assert.Equal(("", "hello", "1,000"), (asked["type"], asked["data"], asked["number"]));
        Assert.Equal("typed meanwhile", Field(page, "Data").GetAttribute("value"));
        Assert.Equal("alert", Field(page, "Type").GetAttribute("value"));
    }

    [Theory]
    [InlineData("data", 2_501, "at most 64 characters, and data at most 2,500")]
    [InlineData("type", 65, "at most 64 characters, and data at most 2,500")]
    [InlineData("number", 5, "is not a number of events")]
    public void Publish_OfShownTextThatTheFieldCannotHold_IsRefused(string field, int length, string words)
    {
        var page = Render<BroadcastPage>();
        FieldChanges.SetResult(new() { [field] = new('x', length) });
        page.Find(".publish form").Submit();

        Assert.Contains(words, Outcome(page), StringComparison.Ordinal);
        Assert.Empty(Services.GetRequiredService<BroadcastChannels>().Channels);
    }

    [Fact]
    public void Publish_OfShownTextThatIsTooLarge_IsNotPublishedAndSaysWhy()
    {
        Settings["Streams:MaxEventBytes"] = "256";
        var page = Render<BroadcastPage>();
        FieldChanges.SetResult(new() { ["data"] = new('x', 300) });
        page.Find(".publish form").Submit();

        Assert.Contains("Streams:MaxEventBytes allows 256.", page.Find(".publish .mud-alert").TextContent, StringComparison.Ordinal);
        Assert.Empty(Services.GetRequiredService<BroadcastChannels>().Channels);
    }

    [Fact]
    public void Publish_WhileTheBrowserDoesNotAnswer_PublishesNothing()
    {
        var page = Render<BroadcastPage>();
        FieldChanges.SetException(new Microsoft.JSInterop.JSException("No such module."));
        page.Find(".publish form").Submit();

        Assert.StartsWith("Not published: the browser did not report", Outcome(page), StringComparison.Ordinal);
        Assert.Empty(Services.GetRequiredService<BroadcastChannels>().Channels);
        Assert.False(Button(page, "Publish").HasAttribute("aria-disabled"));
    }

    [Fact]
    public void Publish_OfAWrongType_SaysWhyItWasRefused()
    {
        var page = Render<BroadcastPage>();
        Field(page, "Type").Input("a\rb");
        page.Find(".publish form").Submit();

        Assert.StartsWith("Refused. type: ", Outcome(page), StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=publish-outcome]").ClassList.Contains("refused"));
    }
}
