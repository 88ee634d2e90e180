using Bunit;
using Microsoft.AspNetCore.Components;
using SseDashboard.Components.Exchange;
using SseDashboard.Components.Shared;
using SseDashboard.Exchange.Views;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests.Exchange;

public sealed class DiagramTests : DashboardContext
{
    private static readonly HashSet<long> Closed = [];

    [Fact]
    public void Diagram_Empty_SaysWhatToPress() =>
        Assert.Contains("Press Connect", Show(new Exchanged()).Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Rows_CompleteConnection_AreInOrder()
    {
        var exchanged = new Exchanged().Opened().Comment().Frame("a").Event("a").ServerEnd().Browser(FeedItemKind.Reconnecting);

        Assert.Equal(
            [
                DiagramRowKind.Connection, DiagramRowKind.Request, DiagramRowKind.Response, DiagramRowKind.Frame, DiagramRowKind.Frame,
                DiagramRowKind.ServerEnd, DiagramRowKind.BrowserEnd,
            ],
            DiagramRows.Of(exchanged.Model.Connections, Closed).Select(row => row.Kind));
    }

    [Fact]
    public void Rows_PageClosed_ShowBrowserEndFirst()
    {
        var exchanged = new Exchanged().Opened().Browser(FeedItemKind.Closed, "button").ServerEnd(StreamEnd.ClientLeft);

        Assert.Equal(
            [DiagramRowKind.BrowserEnd, DiagramRowKind.ServerEnd],
            DiagramRows.Of(exchanged.Model.Connections, Closed).TakeLast(2).Select(row => row.Kind));
    }

    [Fact]
    public void Burst_UntilExpanded_IsOneRow()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 30; i++)
            exchanged.At(i).Frame($"{i}");
        exchanged.At(3_000).Frame("later");

        var rows = DiagramRows.Of(exchanged.Model.Connections, Closed);
        var burst = Assert.Single(rows, row => row.Kind == DiagramRowKind.Burst);
        Assert.Equal(30, burst.Burst.Count);
        Assert.Single(rows, row => row.Kind == DiagramRowKind.Frame);
        Assert.Equal(31, DiagramRows.Of(exchanged.Model.Connections, new HashSet<long> { burst.Step!.Number }).Count(row => row.Kind == DiagramRowKind.Frame));
    }

    [Fact]
    public void Frames_TooFewForBurst_GetOneRowEach()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < DiagramRows.FewestOfBurst - 1; i++)
            exchanged.Frame($"{i}");

        Assert.DoesNotContain(DiagramRows.Of(exchanged.Model.Connections, Closed), row => row.Kind == DiagramRowKind.Burst);
    }

    [Fact]
    public void Flood_TenThousandFrames_IsAFewRowsWithTimes()
    {
        var exchanged = new Exchanged(new(maxFrames: 20_000, maxBytes: 10_000_000)).Opened();
        for (int i = 0; i < 10_000; i++)
            exchanged.At(i).Frame("tick").Event("tick");

        var bursts = DiagramRows.Of(exchanged.Model.Connections, Closed).Where(row => row.Kind == DiagramRowKind.Burst).ToArray();
        Assert.Equal(10, bursts.Length);
        Assert.Equal(10_000, bursts.Sum(row => row.Burst.Count));
        Assert.True(Show(exchanged).FindAll("[role=option]").Count < 200);
    }

    // The renderer keeps 3 kB for each component.
    [Fact]
    public void Rows_OfFrames_AreNotComponents()
    {
        var few = Show(new Exchanged().Opened().Frame("a"));
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 50; i++)
            exchanged.At(i * 1_000).Frame("a").Event("a");
        var many = Show(exchanged);

        Assert.True(many.FindAll("[role=option]").Count > 50);
        Assert.Equal(few.FindComponents<IComponent>().Count, many.FindComponents<IComponent>().Count);
    }

    [Fact]
    public void Keys_AllRows_AreUnique()
    {
        var exchanged = new Exchanged().Opened().Frame("a").At(1_000).ServerEnd().Browser(FeedItemKind.Reconnecting);
        exchanged.At(4_000).Opened(2, "1", announced: false).Event("x").Event("y");

        var keys = DiagramRows.Of(exchanged.Model.Connections, Closed).Select(row => row.Key).ToArray();
        Assert.Equal(keys.Distinct(), keys);
    }

    [Fact]
    public void Arrow_Clicked_SelectsLogRow()
    {
        long? selected = null;
        var diagram = Show(new Exchanged().Opened().Frame("a").Event("a"), number => selected = number);

        diagram.Find("[data-testid=exchange-frame]").Click();

        Assert.Equal(2, selected);
    }

    [Fact]
    public void Row_SelectedInLog_IsMarkedAndScrolledTo()
    {
        var exchanged = new Exchanged().Opened().Frame("a").Event("a").Frame("b").Event("b");
        var diagram = Render<ExchangeDiagram>(parameters => parameters.Add(d => d.Model, exchanged.Model).Add(d => d.Selected, 3));

        Assert.Equal(["true"], diagram.FindAll("[aria-current]").Select(row => row.GetAttribute("aria-current")));
        Assert.Contains("selected", diagram.FindAll("[data-testid=exchange-frame]")[1].ClassName!, StringComparison.Ordinal);
    }

    [Fact]
    public void Burst_ContainsSelectedRow_IsMarkedUntilExpanded()
    {
        var exchanged = new Exchanged().Opened();
        for (int i = 0; i < 20; i++)
            exchanged.Frame($"{i}").Event($"{i}");
        var diagram = Render<ExchangeDiagram>(parameters => parameters.Add(d => d.Model, exchanged.Model).Add(d => d.Selected, 3));
        Assert.Equal("exchange-burst", diagram.Find("[aria-current]").GetAttribute("data-testid"));

        diagram.Find("[data-testid=exchange-burst]").Click();

        Assert.Contains("▾", diagram.Find("[data-testid=exchange-burst]").TextContent, StringComparison.Ordinal);
        Assert.Equal("exchange-frame", diagram.Find("[aria-current]").GetAttribute("data-testid"));
    }

    [Fact]
    public void Arrows_FramesNotDispatched_ShowReason()
    {
        var diagram = Show(new Exchanged().Opened().Comment().Frame(null, id: "1").Frame("a", "nobody"));

        Assert.Equal(["comment, no event", "no data, no event", "no listener"], diagram.FindAll(".verdict").Select(verdict => verdict.TextContent));
    }

    [Fact]
    public void Arrows_IdWithNul_SayIdIsIgnored()
    {
        var diagram = Show(new Exchanged().Opened()
            .Frame("a", id: "7").Event("a", id: "7")
            .Bytes("id: 8\0\n\n"u8)
            .Bytes("id: 9\0\ndata: b\n\n"u8).Event("b", id: "7"));

        Assert.Equal("id ignored: NUL", diagram.Find(".verdict").TextContent);
        Assert.Equal(
            ["Dispatched", "IdIgnored", "Dispatched"],
            diagram.FindAll("[data-testid=exchange-frame]").Select(frame => frame.GetAttribute("data-verdict")));
        Assert.Contains("id ignored: NUL", diagram.FindAll("[data-testid=exchange-frame]")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagram_ScrolledUp_IsFrozen()
    {
        var exchanged = new Exchanged().Opened();
        var diagram = Show(exchanged);
        int before = diagram.FindAll("[role=option]").Count;

        diagram.InvokeAsync(() => diagram.FindComponent<FollowingList<DiagramRow>>().Instance.Follower.OnFollowing(false));
        exchanged.Frame("a");
        diagram.Render();
        Assert.Equal(before, diagram.FindAll("[role=option]").Count);

        diagram.FindAll("button").Single(button => button.TextContent == "Jump to latest").Click();
        Assert.Equal(before + 1, diagram.FindAll("[role=option]").Count);
    }

    [Fact]
    public void Losses_Any_AreShown()
    {
        var diagram = Show(new Exchanged(new(maxFrames: 16)).Opened().Lost(1_234));

        Assert.Contains("1,234 events not shown", diagram.Find("[data-testid=exchange-loss]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_InEvent_IsText()
    {
        var exchanged = new Exchanged();
        exchanged.Model.SetListening(null);
        var diagram = Show(exchanged.Opened().Frame("a", "<img src=x>", "<img src=x>").Comment("<img src=x>"));

        Assert.Empty(diagram.FindAll("img"));
    }

    private IRenderedComponent<ExchangeDiagram> Show(Exchanged exchanged, Action<long?>? select = null) =>
        Render<ExchangeDiagram>(parameters => parameters.Add(d => d.Model, exchanged.Model).Add(d => d.SelectedChanged, number => select?.Invoke(number)));
}
