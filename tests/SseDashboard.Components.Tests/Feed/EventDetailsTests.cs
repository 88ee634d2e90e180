using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using MudBlazor;
using SseDashboard.Components.Log;
using SseDashboard.Feed;
using SseDashboard.Feed.Log;

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
        Assert.Empty(details.FindAll(".problem, [role=progressbar]"));
    }

    [Fact]
    public async Task Text_ThatTheBrowserNoLongerKeeps_IsShownByItsBeginning()
    {
        var details = Show(await ConnectedFeedAsync());
        Assert.NotEmpty(details.FindAll("[role=progressbar]"));

        _text.SetResult(new KeptText(""));

        details.WaitForAssertion(() => Assert.Equal(
            "The page no longer has the whole text; this is its beginning.", details.Find(".problem").TextContent));
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
            "The browser does not answer; this is the beginning of the text.", details.Find(".problem").TextContent));
        Assert.Empty(details.FindAll("[role=progressbar]"));
    }

    [Fact]
    public async Task Json_IsFormattedAndRawOnRequest()
    {
        const string Text = """{"id":12345678901234567890,"a":1.50,"a":[]}""";
        var feed = await ConnectedFeedAsync();
        feed.Take([Items.Event(Text)]);
        var details = Render<EventDetails>(d => d.Add(x => x.Number, 2).Add(x => x.Feed, feed));
        Assert.Equal("{\n  \"id\": 12345678901234567890,\n  \"a\": 1.50,\n  \"a\": []\n}", details.Find("pre").TextContent);

        details.Find("input[type=checkbox]").Change(false);

        Assert.Equal(Text, details.Find("pre").TextContent);
    }

    [Fact]
    public async Task Id_Inherited_IsShownAsNotSent()
    {
        var feed = await ConnectedFeedAsync();
        feed.Take([Items.Event("a", id: "7")]);
        var details = Render<EventDetails>(d => d.Add(x => x.Number, 2).Add(x => x.Feed, feed).Add(x => x.IsInherited, true));

        Assert.Contains("id none, lastEventId 7 inherited", details.Find(".fields").TextContent, StringComparison.Ordinal);
        Assert.Contains(details.FindAll("[data-testid=row-note]"), note => note.TextContent.Contains("sent no id", StringComparison.Ordinal));
        Assert.Contains("https://html.spec.whatwg.org/", details.Find("[data-testid=row-note] a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_OfTheBrowser_IsExplained()
    {
        var feed = await ConnectedFeedAsync();
        var details = Render<EventDetails>(d => d.Add(x => x.Number, 0).Add(x => x.Feed, feed));

        Assert.Equal("Browser", details.Find("h2").TextContent);
        Assert.Contains("six connections", details.Find("[data-testid=row-note]").TextContent, StringComparison.Ordinal);
        Assert.Empty(details.FindAll("pre"));
    }

    [Fact]
    public async Task Copy_Pressed_CopiesInThePageAndSaysSo()
    {
        Browser.Setup<Exported>("copyRow", 2L, "data").SetResult(new(1, 0, 5));
        var feed = await ConnectedFeedAsync();
        feed.Take([Items.Event("hello")]);
        var details = Render<EventDetails>(d => d.Add(x => x.Number, 2).Add(x => x.Feed, feed));
        details.FindAll("button").Single(button => button.TextContent.Trim() == "Copy data").Click();

        Assert.Equal("Copied the data, 5 B.", Services.GetRequiredService<ISnackbar>().ShownSnackbars.Single().Message);
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
