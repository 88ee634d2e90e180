using Bunit;
using SseDashboard.Components.Exchange;
using SseDashboard.Components.Log;
using SseDashboard.Components.Tests.Exchange;
using SseDashboard.Display;
using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

/// <summary>Text from a stream leaves the direction of the page's own words alone.</summary>
public sealed class ForeignTextTests : DashboardContext
{
    private const string Turned = "\u202eabc";
    private const string Hebrew = "\u05d0\u05d1";

    public static TheoryData<char> Controls =>
        [.. "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"];

    [Theory]
    [MemberData(nameof(Controls))]
    public void Visible_OfAControl_IsItsEscape(char control) =>
        Assert.Equal($"a\\u{(int)control:X4}b", ForeignText.Visible($"a{control}b"));

    [Theory]
    [InlineData("plain é", "plain é")]
    [InlineData(Hebrew, "\u2068" + Hebrew + "\u2069")]
    // The control that ends an isolate would let the rest out.
    [InlineData("\u2069" + Hebrew, "\u2068\\u2069" + Hebrew + "\u2069")]
    [InlineData(null, null)]
    public void Isolated_OfRightToLeftText_IsWrapped(string? text, string? isolated) => Assert.Equal(isolated, ForeignText.Isolated(text));

    [Fact]
    public void Row_OfAnEvent_SetsIdTypeAndDataApart()
    {
        var row = Render<EventRow>(p => p.Add(r => r.Item, Items.Event(Turned, Turned, Turned)));

        Assert.Equal(["\\u202Eabc", "\\u202Eabc", "\\u202Eabc"], row.FindAll("bdi").Select(bdi => bdi.TextContent));
        AssertHasNoControls(row.Markup);
    }

    [Theory]
    [InlineData(FeedItemKind.Connecting)]
    [InlineData(FeedItemKind.Reconnecting)]
    [InlineData(FeedItemKind.Failed)]
    [InlineData(FeedItemKind.Closed)]
    [InlineData(FeedItemKind.Comment)]
    [InlineData(FeedItemKind.Discarded)]
    [InlineData(FeedItemKind.Ignored)]
    public void Row_OfTheBrowsersOwn_SetsWhatItQuotesApart(FeedItemKind kind)
    {
        var item = new FeedItem(kind, 0, Type: Turned, Data: Turned, Detail: Turned + Hebrew, Delay: 1_000, Stream: 1);
        var row = Render<EventRow>(p => p.Add(r => r.Item, item));

        AssertHasNoControls(row.Markup, isolated: true);
        Assert.Contains("\u2068\\u202Eabc", row.Find("[role=cell].data").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_OfAnEvent_KeepTheTextAsItCameButNotInTheirHead()
    {
        var feed = await ConnectedFeedAsync();
        feed.Take([Items.Event(Turned, Turned, Turned)]);
        var details = Render<EventDetails>(p => p.Add(d => d.Feed, feed).Add(d => d.Number, 2));

        Assert.Equal(Turned, details.Find("pre").TextContent);
        Assert.Equal("auto", details.Find("pre").GetAttribute("dir"));
        AssertHasNoControls(details.Find(".fields").OuterHtml);
        Assert.Equal(2, details.FindAll(".fields bdi").Count);
    }

    [Fact]
    public void Console_OfALine_ShowsItsControls()
    {
        var lines = new FeedBuffer<string>(10, 10_000, line => line.Length);
        lines.Add($"Received message event ===> data: {Turned}");

        Assert.Contains("\\u202Eabc", Render<ConsolePane>(p => p.Add(c => c.Lines, lines)).Find("[data-testid=console-line]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Views_OfTheExchange_SetTypeIdCommentAndTargetApart()
    {
        var exchanged = new Exchanged().Opened(1, Turned).Frame(Turned, Turned, Turned).Event(Turned, Turned, Turned).Comment(Turned);
        exchanged.Frame("unheard", Turned + Hebrew).ServerEnd();
        exchanged.Browser(FeedItemKind.Failed, Turned);

        AssertHasNoControls(Render<ExchangeDiagram>(p => p.Add(v => v.Model, exchanged.Model)).Markup, isolated: true);
        AssertHasNoControls(Render<ReconnectLedger>(p => p.Add(v => v.Model, exchanged.Model)).Markup, isolated: true);
        var wire = Render<WireView>(p => p.Add(v => v.Model, exchanged.Model));
        AssertHasNoControls(wire.Markup, isolated: true);
        Assert.Contains("data: \\u202Eabc␊", wire.FindAll("[data-testid=wire-line]").Select(line => line.TextContent));
        Assert.Contains("U+202E", wire.FindAll("[data-testid=wire-line] i").Select(part => part.GetAttribute("data-name")));
    }

    // Only our own isolates may be left.
    private static void AssertHasNoControls(string markup, bool isolated = false)
    {
        string decoded = System.Net.WebUtility.HtmlDecode(markup);
        Assert.DoesNotContain(decoded, character => ForeignText.IsControl(character) && !(isolated && character is '\u2068' or '\u2069'));
        Assert.Equal(decoded.Count(character => character == '\u2068'), decoded.Count(character => character == '\u2069'));
    }
}
