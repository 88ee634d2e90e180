using System.Collections.Concurrent;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Broadcast;
using SseDashboard.Components.Pages;
using SseDashboard.Streams;
using static SseDashboard.Components.Tests.PublishingPage;

namespace SseDashboard.Components.Tests;

/// <summary>Publishing a burst on the Broadcast page.</summary>
public sealed class BurstTests : StreamContext
{
    [Fact]
    public void Burst_WhoseNumbersMakeItTooLarge_IsDisabledButOneEventIsNot()
    {
        Settings["Streams:MaxEventBytes"] = "256";
        var page = Render<BroadcastPage>();
        Field(page, "Data").Input(new string('x', 230));

        Assert.False(Button(page, "Publish").HasAttribute("aria-disabled"));
        Assert.True(Button(page, "Publish a burst").HasAttribute("aria-disabled"));
    }

    [Fact]
    public void Burst_Pressed_PublishesAsManyInARow()
    {
        var page = Render<BroadcastPage>();
        Field(page, "Events in a burst").Change("2500");
        Button(page, "Publish a burst").Click();

        page.WaitForAssertion(() => Assert.Matches("^Published 2,500 events to 0 listeners; the last id is [0-9a-f]{8}-2500\\.$", Outcome(page)));
        PassASecond();
        page.WaitForAssertion(() => Assert.Contains("#2,500", page.Find(".facts").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-5", "2")]
    [InlineData("1000000000", "10,000")]
    [InlineData("3,500", "3,500")]
    public void Burst_OfANumberThatCannotBe_ShowsTheOneThatIsTaken(string typed, string taken)
    {
        var page = Render<BroadcastPage>();
        Field(page, "Events in a burst").Change("2500");
        Assert.DoesNotContain("overtakes", page.Find(".publish").TextContent, StringComparison.Ordinal);

        Field(page, "Events in a burst").Change(typed);

        Assert.Equal(taken, Field(page, "Events in a burst").GetAttribute("value"));
        Assert.Equal(taken == "10,000", page.Find(".publish").TextContent.Contains("overtakes", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("99999999999")]
    public void Burst_WithoutANumber_IsDisabled(string typed)
    {
        var page = Render<BroadcastPage>();
        Field(page, "Events in a burst").Change(typed);

        Assert.True(Button(page, "Publish a burst").HasAttribute("aria-disabled"));
        Assert.False(Button(page, "Publish").HasAttribute("aria-disabled"));
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
        // Filled by the renderer's thread, which may still render while the test reads.
        var shown = new ConcurrentQueue<string>();
        var disabled = new ConcurrentQueue<bool>();
        page.OnMarkupUpdated += (_, _) =>
        {
            shown.Enqueue(Outcome(page));
            disabled.Enqueue(page.FindAll(".publish [role=progressbar]").Count == 1 && Button(page, "Publish").HasAttribute("aria-disabled"));
        };
        PublishLargeBurst(page);

        page.WaitForAssertion(() => Assert.StartsWith("Published 1,000 events", Outcome(page), StringComparison.Ordinal), Wait.Limit);
        Assert.Contains(shown, outcome => System.Text.RegularExpressions.Regex.IsMatch(outcome, "^Publishing: [0-9,]+ of 1,000 events\\.$"));
        Assert.Contains(true, disabled);
        Assert.Empty(page.FindAll(".publish [role=progressbar]"));
        Assert.False(Button(page, "Publish").HasAttribute("aria-disabled"));
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

    private sealed class HastyClock : FakeTimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => base.GetTimestamp() + (Interlocked.Increment(ref _looks) * TimestampFrequency / 3);
    }
}
