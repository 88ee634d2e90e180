using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Components.Pages;
using SseDashboard.Watching;

namespace SseDashboard.Components.Tests;

/// <summary>All pages share one look at the streams.</summary>
public sealed class SharedLookTests : StreamContext
{
    private StreamsOverview Overview => Services.GetRequiredService<StreamsOverview>();

    [Fact]
    public void Look_WithinASecondOfTheLast_IsTheSame()
    {
        _ = ListenTo("news");
        var first = Overview.Look();
        _ = ListenTo("news");
        Clock.Advance(TimeSpan.FromMilliseconds(899));

        Assert.Same(first, Overview.Look());
    }

    [Fact]
    public void Look_ASecondLater_ShowsWhatHasComeSince()
    {
        _ = ListenTo("news");
        Assert.Single(Overview.Look().All);
        _ = ListenTo("news");
        PassASecond();

        Assert.Equal(2, Overview.Look().All.Length);
    }

    [Fact]
    public void Listeners_OfAPath_AreTheSameForEveryPage()
    {
        _ = ListenTo("news");
        _ = ListenTo("sport");
        var look = Overview.Look();

        Assert.Equal([1L], look.Of("/broadcast/news").Select(stream => stream.Id));
        Assert.Same(look.Of("/broadcast/news"), look.Of("/broadcast/news"));
        Assert.Empty(look.Of("/broadcast/nothing"));
    }

    [Fact]
    public void Dropped_OnOnePage_StaysInTheLookOfTheOthers()
    {
        _ = ListenTo("news");
        _ = ListenTo("news");
        var one = Render<ConnectionsPage>();
        var other = Render<ConnectionsPage>();
        one.Find("button[aria-label='Drop stream 1']").Click();

        Assert.Equal("1 stream", one.Find("[data-testid=stream-count]").TextContent);
        Assert.Equal("2 streams", other.Find("[data-testid=stream-count]").TextContent);
    }
}
