using System.Text;
using Bunit;
using SseDashboard.Components.Exchange;
using SseDashboard.Exchange.Views;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class WireRowTests : DashboardContext
{
    private const string More = "more bytes";

    [Fact]
    public void Wire_TooManyRows_ShowsNewestFramesAndSaysSo()
    {
        // A frame of 2,000 bytes takes 125 hex rows and a heading; the headers take some rows too.
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 100; i++)
            exchanged.Frame($"{i:000}" + new string('x', 1_989));

        var rows = Rows(exchanged, hex: true);
        Assert.InRange(rows.Length, WireRows.MostRows - 126, WireRows.MostRows);
        Assert.Equal(
            Enumerable.Range(61, 39).Select(i => $"{i:000}"),
            rows.Where(row => row is { IsHeading: true, Step: not null }).Select(row => row.Step!.Reading!.Preview[..3]));
        Assert.StartsWith("Connection 1 · request", rows[0].Text, StringComparison.Ordinal);

        var wire = Show(exchanged);
        Assert.Equal("100 frames", wire.Find(".count").TextContent);
        wire.Find("input[type=checkbox]").Change(true);
        Assert.Equal("the newest 39 of 100 frames", wire.Find(".count").TextContent);
    }

    [Fact]
    public void Wire_ManyConnections_ShowsOnlyThoseThatFit()
    {
        var exchanged = new Exchanged();
        WireHeader[] headers = [.. Enumerable.Range(0, 97).Select(i => new WireHeader($"X-{i}", ""))];
        for (int i = 1; i <= 60; i++)
            exchanged.Wire(new WireRequest(i, default, "GET", "/sse", "HTTP/1.1", headers, null));

        var rows = Rows(exchanged);
        Assert.Equal(WireRows.MostRows, rows.Length);
        Assert.Equal(
            Enumerable.Range(11, 50).Select(i => $"Connection {i} · request"),
            rows.Where(row => row.IsHeading).Select(row => row.Text));
    }

    [Fact]
    public void Wire_FrameNotRecorded_CountsOnlyFramesShown()
    {
        var exchanged = new Exchanged().Opened().Frame("a").Frame("c").Event("a").Event("b").Event("c");

        Assert.Equal("2 frames", CountOf(exchanged));
    }

    [Fact]
    public void LongLine_IsNotSplitInsideCharacter()
    {
        // After "data: a", every surrogate pair starts at an odd index, including the one at 119.
        var exchanged = new Exchanged().Opened().Frame("a" + string.Concat(Enumerable.Repeat("😀", 200)));

        var rows = Rows(exchanged).Where(row => row.Effect == LineEffect.AppendsData).Select(row => row.Text).ToArray();
        Assert.Equal([119, 120, 120], rows[..3].Select(row => row.Length));
        Assert.All(rows, row => Assert.Equal(row, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(row))));
        Assert.Equal("data: a" + string.Concat(Enumerable.Repeat("😀", 200)) + "␊", string.Concat(rows));
    }

    [Theory]
    [InlineData(": ", LineEffect.Comment)]
    [InlineData("id: ", LineEffect.SetsId)]
    [InlineData("event: ", LineEffect.SetsType)]
    [InlineData("nonsense: ", LineEffect.IgnoredUnknownField)]
    [InlineData("data: ", LineEffect.AppendsData)]
    public void LargeFrame_TruncatedInsideLine_KeepsLineEffect(string field, LineEffect effect)
    {
        var exchanged = new Exchanged().Opened().Bytes(Encoding.UTF8.GetBytes($"{field}{new string('x', 5_000)}\ndata: a\n\n"));

        var last = Rows(exchanged)[^2];
        Assert.Equal(effect, last.Effect);
        Assert.DoesNotContain(Rows(exchanged), row => row.Effect == LineEffect.Unfinished);
    }

    [Fact]
    public void LargeFrame_WithoutLineEnd_IsUnfinished() =>
        Assert.Equal(LineEffect.Unfinished, Rows(new Exchanged().Opened().Bytes(Encoding.UTF8.GetBytes($"data: {new string('x', 5_000)}")))[^2].Effect);

    [Fact]
    public void LargeFrame_TruncatedInsideNumber_ExplainsWholeNumber()
    {
        string filler = $"data: {new string('x', 4_080)}\n";
        var exchanged = new Exchanged().Opened().Bytes(Encoding.UTF8.GetBytes($"{filler}retry: 5000\n\n"));

        var last = Rows(exchanged)[^2];
        Assert.Equal((LineEffect.SetsReconnectionTime, "retry: 50"), (last.Effect, last.Text));
        Assert.Contains("5000 ms", last.Explanation!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("é", 0)]
    [InlineData("é", 1)]
    [InlineData("€", 1)]
    [InlineData("€", 2)]
    [InlineData("😀", 1)]
    [InlineData("😀", 2)]
    [InlineData("😀", 3)]
    public void LargeFrame_TruncatedAtCharacter_KeepsItWhole(string character, int within)
    {
        int before = 4_096 - "data: ".Length - within;
        var exchanged = new Exchanged().Opened().Frame(new string('x', before) + character + new string('y', 100));

        var rows = Rows(exchanged);
        Assert.DoesNotContain(rows, row => row.Text.Contains('\ufffd', StringComparison.Ordinal));
        int rest = Encoding.UTF8.GetByteCount(character) + 100 + "\n\n".Length;
        Assert.Equal($"… {rest} {More}", rows[^1].Text);
    }

    private static WireRow[] Rows(Exchanged exchanged, bool hex = false) => WireRows.Of(exchanged.Model.Connections, hex);

    private string CountOf(Exchanged exchanged) => Show(exchanged).Find(".count").TextContent;

    private IRenderedComponent<WireView> Show(Exchanged exchanged) => Render<WireView>(parameters => parameters.Add(view => view.Model, exchanged.Model));
}
