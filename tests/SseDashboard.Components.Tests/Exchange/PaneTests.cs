using Bunit;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Exchange;
using SseDashboard.Exchange;
using SseDashboard.Exchange.Views;
using SseDashboard.Feed;
using SseDashboard.Interop;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

/// <summary>The tabs, what they say while there is nothing to show, and the keyboard.</summary>
public sealed class PaneTests : DashboardContext
{
    [Fact]
    public void Tabs_Empty_EachSaysWhatItWillShowAndWhatToPress()
    {
        var pane = Render<ExchangePane>(parameters => parameters
            .Add(pane => pane.Model, new ExchangeModel()).Add(pane => pane.Shown, 0).Add(pane => pane.Opener, "Listen")
            .Add(pane => pane.Clock, new ClockDifference(JSInterop.JSRuntime, new FakeTimeProvider(DateTimeOffset.UnixEpoch))));

        Assert.Equal(ExchangeView.All.Select(view => view.Title), pane.FindAll("[role=tab]").Select(tab => tab.TextContent));
        for (int i = 0; i < ExchangeView.All.Count; i++)
        {
            pane.FindAll("[role=tab]")[i].Click();
            Assert.Contains(ExchangeView.All[i].Shows, pane.Find(".empty").TextContent, StringComparison.Ordinal);
            Assert.Contains("Press Listen", pane.Find(".empty").TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wire_ManyLines_HaveOneTabStop()
    {
        var wire = ShowWire(Document());

        Assert.True(wire.FindAll("[role=option]").Count > 20);
        Assert.Empty(wire.Find("[role=listbox]").QuerySelectorAll("[tabindex], button, a, input"));
    }

    [Fact]
    public async Task Keys_Wire_MoveAndExplain()
    {
        var wire = ShowWire(Document());

        await wire.InvokeAsync(() => Keys.OnMove(-1));
        Assert.Equal(wire.FindAll("[role=option]")[^1].Id, Active(wire));
        Assert.Contains("A blank line ends the block", Note(wire), StringComparison.Ordinal);
        Assert.Single(JSInterop.Invocations["show"]);
        await wire.InvokeAsync(() => Keys.OnMove(-1));
        Assert.Contains("data: a line of the event's data", Note(wire), StringComparison.Ordinal);
        await wire.InvokeAsync(() => Keys.OnMove(-1_000_000_000));
        Assert.Equal(wire.FindAll("[role=option]")[0].Id, Active(wire));
        Assert.Equal(["true"], wire.FindAll("[aria-selected=true]").Select(row => row.GetAttribute("aria-selected")));
    }

    [Fact]
    public async Task Enter_OnFrame_OpensItsEvent()
    {
        long? selected = null;
        var wire = Render<WireView>(parameters => parameters.Add(view => view.Model, Document().Model).Add(view => view.SelectedChanged, number => selected = number));
        await wire.InvokeAsync(Keys.OnOpen);
        Assert.Null(selected);
        await wire.InvokeAsync(() => Keys.OnMove(1));

        await wire.InvokeAsync(Keys.OnOpen);

        Assert.Equal(4, selected);
    }

    [Fact]
    public async Task Enter_OnBurst_DrawsEachFrame()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 20; i++)
            exchanged.Frame($"{i}").Event($"{i}");
        var diagram = Render<ExchangeDiagram>(parameters => parameters.Add(view => view.Model, exchanged.Model));
        await diagram.InvokeAsync(() => Keys.OnMove(1));

        await diagram.InvokeAsync(Keys.OnOpen);

        Assert.Equal(20, diagram.FindAll("[data-testid=exchange-frame]").Count);
    }

    [Fact]
    public void EveryKindOfRow_IsExplainedInKnownTerms()
    {
        var exchanged = new Exchanged().Opened().Comment().Frame(null, id: "1").Frame("a", "unheard").Frame("b").Event("b", id: "1");
        exchanged.At(2_000).ServerEnd().Browser(FeedItemKind.Reconnecting).At(5_000).Opened(2, "1", announced: false).Browser(FeedItemKind.Closed, "button").ServerEnd(StreamEnd.ClientLeft, 2);
        exchanged.Browser(FeedItemKind.Connecting).Refused(400);
        var diagram = Render<ExchangeDiagram>(parameters => parameters.Add(view => view.Model, exchanged.Model));

        int rows = diagram.FindAll("[role=option]").Count;
        Assert.True(rows > 15);
        for (int i = 0; i < rows; i++)
        {
            diagram.FindAll("[role=option]")[i].Click();
            Assert.NotEmpty(diagram.FindAll("[data-testid=row-note] a"));
        }
    }

    [Theory]
    [InlineData(-1, 1, 9)]
    [InlineData(-1, -1, 9)]
    [InlineData(-1, -1_000_000_000, 0)]
    [InlineData(9, 1, 9)]
    [InlineData(5, 2, 7)]
    [InlineData(0, -1, 0)]
    [InlineData(5, 1_000_000_000, 9)]
    public void Move_LeadsToARowWithinTheList(int current, int rows, int target) => Assert.Equal(target, RowKeys.Target(current, rows, 10));

    private static Exchanged Document() => new Exchanged().Opened().Frame("a", "init", "7").Frame("b").Frame("c").Frame("d")
        .Event("b", id: "7").Event("c", id: "7").Event("d", id: "7");

    private IRenderedComponent<WireView> ShowWire(Exchanged exchanged) => Render<WireView>(parameters => parameters.Add(view => view.Model, exchanged.Model));

    private static string? Active(IRenderedComponent<WireView> wire) => wire.Find("[role=listbox]").GetAttribute("aria-activedescendant");

    private static string Note(IRenderedComponent<WireView> wire) => wire.Find("[data-testid=row-note]").TextContent;
}
