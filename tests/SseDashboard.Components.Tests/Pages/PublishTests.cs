using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Broadcast;
using SseDashboard.Components.Pages;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests;

/// <summary>What a person publishes on the Broadcast page.</summary>
public sealed class PublishTests : StreamContext
{
    [Fact]
    public void Publish_Submitted_ShowsTheIdAndWhoGotIt()
    {
        _ = ListenTo("news");
        var page = Render<BroadcastPage>();
        page.Find(".publish form").Submit();

        Assert.Matches("^Published with the id [0-9a-f]{8}-1, to 1 listener\\.$", Outcome(page));
        // Without waiting for the next look: the clock of the test stands still.
        Assert.StartsWith("number 1", page.Find("[aria-label=History] dd").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_WithoutData_IsDisabled()
    {
        var page = Render<BroadcastPage>();
        Field(page, "Data").Input("");

        Assert.True(Button(page, "Publish").HasAttribute("disabled"));
        Assert.True(Button(page, "Publish a burst").HasAttribute("disabled"));
    }

    [Fact]
    public void Publish_OfTooLargeAnEvent_IsDisabledAndSaysWhy()
    {
        Settings["Streams:MaxEventBytes"] = "256";
        var page = Render<BroadcastPage>();
        Field(page, "Data").Input(new string('x', 300));

        Assert.True(Button(page, "Publish").HasAttribute("disabled"));
        Assert.True(Button(page, "Publish a burst").HasAttribute("disabled"));
        Assert.Contains("Streams:MaxEventBytes is 256 bytes", page.Find(".publish .hint").TextContent, StringComparison.Ordinal);
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
        Assert.Equal(("", "hello", "1000"), (asked["type"], asked["data"], asked["number"]));
        Assert.Equal("typed meanwhile", Field(page, "Data").GetAttribute("value"));
        Assert.Equal("alert", Field(page, "Type").GetAttribute("value"));
    }

    [Theory]
    [InlineData("data", 2_501, "at most 64 characters, and data 2,500")]
    [InlineData("type", 65, "at most 64 characters, and data 2,500")]
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
        Settings["Streams:LargestEvent"] = "256";
        var page = Render<BroadcastPage>();
        FieldChanges.SetResult(new() { ["data"] = new('x', 300) });
        page.Find(".publish form").Submit();

        Assert.Contains("Streams:LargestEvent is 256 bytes", page.Find(".publish .hint").TextContent, StringComparison.Ordinal);
        Assert.Empty(Services.GetRequiredService<BroadcastChannels>().Channels);
    }

    [Fact]
    public void Publish_WhileTheBrowserDoesNotAnswer_PublishesNothing()
    {
        var page = Render<BroadcastPage>();
        FieldChanges.SetException(new Microsoft.JSInterop.JSException("No such module."));
        page.Find(".publish form").Submit();

        Assert.StartsWith("Not published: the browser did not say", Outcome(page), StringComparison.Ordinal);
        Assert.Empty(Services.GetRequiredService<BroadcastChannels>().Channels);
        Assert.False(Button(page, "Publish").HasAttribute("disabled"));
    }

    [Fact]
    public void Burst_WhoseNumbersMakeItTooLarge_IsDisabledButOneEventIsNot()
    {
        Settings["Streams:MaxEventBytes"] = "256";
        var page = Render<BroadcastPage>();
        Field(page, "Data").Input(new string('x', 230));

        Assert.False(Button(page, "Publish").HasAttribute("disabled"));
        Assert.True(Button(page, "Publish a burst").HasAttribute("disabled"));
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

    [Fact]
    public void Burst_Pressed_PublishesAsManyInARow()
    {
        var page = Render<BroadcastPage>();
        page.Find("[aria-label='Events in a burst']").Change("2500");
        Button(page, "Publish a burst").Click();

        page.WaitForAssertion(() => Assert.Matches("^Published 2,500 events, the last with the id [0-9a-f]{8}-2500,", Outcome(page)));
        PassASecond();
        page.WaitForAssertion(() => Assert.Contains("number 2,500", page.Find(".facts").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-5", "2")]
    [InlineData("1000000000", "10000")]
    [InlineData("", "2")]
    [InlineData("99999999999", "2500")]
    public void Burst_OfANumberThatCannotBe_ShowsTheOneThatIsTaken(string typed, string taken)
    {
        var page = Render<BroadcastPage>();
        page.Find("[aria-label='Events in a burst']").Change("2500");
        Assert.DoesNotContain("overtakes", page.Find(".publish").TextContent, StringComparison.Ordinal);

        page.Find("[aria-label='Events in a burst']").Change(typed);

        Assert.Equal(taken, page.Find("[aria-label='Events in a burst']").GetAttribute("value"));
        Assert.Equal(taken == "10000", page.Find(".publish").TextContent.Contains("overtakes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Burst_OfLargeEvents_IsPublishedInPieces()
    {
        var burst = new Burst(null, new string('x', 2_500), 1_000);
        var progress = new List<int>();
        var (published, _) = await Publisher.PublishAsync("news", burst, progress.Add, Xunit.TestContext.Current.CancellationToken);

        Assert.EndsWith("-1000", published!.Id, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, progress.Count).Select(piece => piece * burst.Piece), progress);
        Assert.InRange(burst.Piece * sizeof(char) * burst.Data.Length, 1, 256 * 1024);
    }

    [Fact]
    public void Burst_ThatTakesLongerThanASecond_ShowsHowFarItIs()
    {
        Services.AddSingleton<TimeProvider>(new HastyClock());
        var page = Render<BroadcastPage>();
        var shown = new List<string>();
        var disabled = new List<bool>();
        page.OnMarkupUpdated += (_, _) =>
        {
            shown.Add(Outcome(page));
            disabled.Add(page.FindAll(".publish [role=progressbar]").Count == 1 && Button(page, "Publish").HasAttribute("disabled"));
        };
        PublishLargeBurst(page);

        page.WaitForAssertion(() => Assert.StartsWith("Published 1,000 events", Outcome(page), StringComparison.Ordinal), Wait.Limit);
        Assert.Contains(shown, outcome => System.Text.RegularExpressions.Regex.IsMatch(outcome, "^Publishing: [0-9,]+ of 1,000 events\\.$"));
        Assert.Contains(true, disabled);
        Assert.Empty(page.FindAll(".publish [role=progressbar]"));
        Assert.False(Button(page, "Publish").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Burst_WhosePageIsLeft_EndsAfterThePieceOfThatMoment()
    {
        var page = Render<BroadcastPage>();
        var form = page.FindComponent<PublishForm>().Instance;
        var leaving = Task.CompletedTask;
        await page.InvokeAsync(() =>
        {
            PublishLargeBurst(page);
            leaving = form.DisposeAsync().AsTask();
        });
        await leaving;
        await page.InvokeAsync(() => { });

        var channel = Services.GetRequiredService<BroadcastChannels>().Channels.Single();
        Assert.InRange(channel.Head, 1, 100);
        Assert.Equal("", Outcome(page));
    }

    private static void PublishLargeBurst(IRenderedComponent<BroadcastPage> page)
    {
        Field(page, "Data").Input(new string('x', 2_500));
        Button(page, "Publish a burst").Click();
    }

    private static string Outcome(IRenderedComponent<BroadcastPage> page) => page.Find("[data-testid=publish-outcome]").TextContent;

    private static IElement Field(IRenderedComponent<BroadcastPage> page, string label) =>
        page.Find($"#{page.FindAll("label").Single(found => found.TextContent == label).GetAttribute("for")}");

    private static IElement Button(IRenderedComponent<BroadcastPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    /// <summary>A clock on which a third of a second passes whenever somebody looks at it.</summary>
    private sealed class HastyClock : FakeTimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => base.GetTimestamp() + (Interlocked.Increment(ref _looks) * TimestampFrequency / 3);
    }
}
