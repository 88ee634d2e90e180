using Bunit;
using Microsoft.JSInterop;
using SseDashboard.Components.Log;
using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

/// <summary>An event whose data crossed as a preview.</summary>
public sealed class EventDetailsTests : DashboardContext
{
    private readonly JSRuntimeInvocationHandler<bool> _hasText;
    private readonly FeedItem _large = Items.Event("The begin") with { Text = 1, Length = 1_000_000 };

    public EventDetailsTests() => _hasText = Browser.Setup<bool>("hasText", 1);

    [Fact]
    public async Task Text_ThatTheBrowserNoLongerKeeps_IsShownByItsBeginning()
    {
        var details = Show(await ConnectedFeedAsync());
        Assert.NotEmpty(details.FindAll("[role=progressbar]"));

        _hasText.SetResult(false);

        details.WaitForAssertion(() => Assert.Equal(
            "The browser no longer keeps the whole text; this is its beginning.", details.Find(".note").TextContent));
        Assert.Equal("The begin", details.Find("pre").TextContent);
        Assert.Empty(details.FindAll("[role=progressbar]"));
    }

    [Fact]
    public async Task Text_ThatDoesNotCome_IsShownByItsBeginning()
    {
        var details = Show(await ConnectedFeedAsync());

        // As the runtime does after a minute.
        _hasText.SetCanceled();

        details.WaitForAssertion(() => Assert.Equal(
            "The browser does not answer; this is the beginning of the text.", details.Find(".note").TextContent));
        Assert.Empty(details.FindAll("[role=progressbar]"));
    }

    [Fact]
    public async Task Page_LeftWhileTheTextIsOnItsWay_IsNotToldThatItFailed()
    {
        var feed = await ConnectedFeedAsync();
        var reading = feed.ReadTextAsync(_large);

        await feed.DisposeAsync();
        _hasText.SetException(new JSException("No such object."));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private IRenderedComponent<EventDetails> Show(BrowserFeed feed) =>
        Render<EventDetails>(details => details.Add(d => d.Item, _large).Add(d => d.Feed, feed));
}
