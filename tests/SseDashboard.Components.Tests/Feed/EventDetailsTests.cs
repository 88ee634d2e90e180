using System.Text;
using Bunit;
using Microsoft.JSInterop;
using SseDashboard.Components.Log;
using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

/// <summary>An event whose data crossed as a preview.</summary>
public sealed class EventDetailsTests : DashboardContext
{
    private readonly JSRuntimeInvocationHandler<IJSStreamReference> _text;
    private readonly FeedItem _large = Items.Event("The begin") with { Cut = true, Length = 1_000_000 };

    public EventDetailsTests() => _text = Browser.Setup<IJSStreamReference>("text", 2L);

    [Fact]
    public async Task Text_ThatTheBrowserKeeps_IsShownWhole()
    {
        var details = Show(await ConnectedFeedAsync());

        _text.SetResult(new KeptText("The beginning and the end"));

        details.WaitForAssertion(() => Assert.Equal("The beginning and the end", details.Find("pre").TextContent));
        Assert.Empty(details.FindAll(".note, [role=progressbar]"));
    }

    [Fact]
    public async Task Text_ThatTheBrowserNoLongerKeeps_IsShownByItsBeginning()
    {
        var details = Show(await ConnectedFeedAsync());
        Assert.NotEmpty(details.FindAll("[role=progressbar]"));

        _text.SetResult(new KeptText(""));

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
        _text.SetCanceled();

        details.WaitForAssertion(() => Assert.Equal(
            "The browser does not answer; this is the beginning of the text.", details.Find(".note").TextContent));
        Assert.Empty(details.FindAll("[role=progressbar]"));
    }

    [Fact]
    public async Task Page_LeftWhileTheTextIsOnItsWay_IsNotToldThatItFailed()
    {
        var feed = await ConnectedFeedAsync();
        var reading = feed.ReadTextAsync(2);

        await feed.DisposeAsync();
        _text.SetException(new JSException("No such object."));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private IRenderedComponent<EventDetails> Show(BrowserFeed feed)
    {
        feed.Take([_large]);
        return Render<EventDetails>(details => details.Add(d => d.Number, 2).Add(d => d.Feed, feed));
    }

    private sealed class KeptText(string text) : IJSStreamReference
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

        public long Length => _bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize, CancellationToken cancellationToken) =>
            _bytes.Length > 0
                ? ValueTask.FromResult<Stream>(new MemoryStream(_bytes))
                : throw new InvalidOperationException("There is nothing to read.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
