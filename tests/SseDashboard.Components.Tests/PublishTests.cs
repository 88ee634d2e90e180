using AngleSharp.Dom;
using Bunit;
using SseDashboard.Components.Pages;

namespace SseDashboard.Components.Tests;

/// <summary>What a person publishes on the Broadcast page.</summary>
public sealed class PublishTests : StreamContext
{
    [Fact]
    public void Publish_Submitted_ShowsTheIdAndWhoGotIt()
    {
        _ = ListenTo("news");
        var page = Render<Broadcaster>();
        page.Find(".publish form").Submit();

        Assert.Matches("^Published with the id [0-9a-f]{8}-1, to 1 listener\\.$", Outcome(page));
        // Without waiting for the next look: the clock of the test stands still.
        Assert.StartsWith("number 1", page.Find("[aria-label=History] dd").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_WithoutData_IsDisabled()
    {
        var page = Render<Broadcaster>();
        Field(page, "Data").Input("");

        Assert.True(Button(page, "Publish").HasAttribute("disabled"));
        Assert.True(Button(page, "Publish a burst").HasAttribute("disabled"));
    }

    [Fact]
    public void Publish_OfTooLargeAnEvent_SaysWhyItWasRefused()
    {
        Settings["Streams:LargestEvent"] = "256";
        var page = Render<Broadcaster>();
        Field(page, "Data").Input(new string('x', 300));
        page.Find(".publish form").Submit();

        Assert.StartsWith("Refused. data: The event has", Outcome(page), StringComparison.Ordinal);
        Assert.Contains("Streams:LargestEvent", Outcome(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Burst_Pressed_PublishesAsManyInARow()
    {
        var page = Render<Broadcaster>();
        page.Find("input[type=number]").Change("2500");
        Button(page, "Publish a burst").Click();
        PassASecond();

        Assert.Matches("^Published 2,500 events, the last with the id [0-9a-f]{8}-2500,", Outcome(page));
        page.WaitForAssertion(() => Assert.Contains("number 2,500", page.Find(".facts").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-5", "2")]
    [InlineData("1000000000", "10000")]
    [InlineData("", "2")]
    [InlineData("99999999999", "2500")]
    public void Burst_OfANumberThatCannotBe_ShowsTheOneThatIsTaken(string typed, string taken)
    {
        var page = Render<Broadcaster>();
        page.Find("input[type=number]").Change("2500");
        Assert.DoesNotContain("overtakes", page.Find(".publish").TextContent, StringComparison.Ordinal);

        page.Find("input[type=number]").Change(typed);

        Assert.Equal(taken, page.Find("input[type=number]").GetAttribute("value"));
        Assert.Equal(taken == "10000", page.Find(".publish").TextContent.Contains("overtakes", StringComparison.Ordinal));
    }

    private static string Outcome(IRenderedComponent<Broadcaster> page) => page.Find("[data-testid=publish-outcome]").TextContent;

    private static IElement Field(IRenderedComponent<Broadcaster> page, string label) =>
        page.Find($"#{page.FindAll("label").Single(found => found.TextContent == label).GetAttribute("for")}");

    private static IElement Button(IRenderedComponent<Broadcaster> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
