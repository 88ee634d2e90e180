using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class BlockFilterTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("", "", "B", false, "b")]
    [InlineData("", "", "^data: [ab]$", true, "a b")]
    [InlineData("tick", "", "", false, "b")]
    [InlineData("", "3", "", false, "c")]
    [InlineData("", "", "(?<=x)", true, "")]
    public void Filter_Set_HidesTheOthersAndCountsThem(string name, string id, string text, bool isPattern, string shown)
    {
        var rows = Rows("data: a\n\nevent: tick\ndata: b\n\nid: 3\ndata: c\n\n", new(name, id, text, isPattern));

        Assert.Equal(shown, string.Join(' ', rows.View().Select(row => row.Block.Event!.Value.Data)));
        Assert.Equal(3 - rows.Count, rows.Hidden);
        Assert.Equal(shown.Length == 0, rows.Problem is not null);
    }

    // An automaton of 2^200 states, which takes seconds on a megabyte.
    [Fact]
    public void Expression_ThatTakesTooLong_HidesTheBlockAndIsCounted()
    {
        var random = new Random(1);
        string slow = string.Concat(Enumerable.Range(0, 1_000_000).Select(_ => "ab"[random.Next(2)]));

        var rows = Rows($"data: {slow}\n\ndata: short\n\n", new("", "", "a[ab]{200}c|short", true));

        Assert.Equal((1, 1L, 1), (rows.Count, rows.Hidden, rows.TimedOut));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("tick", false)]
    public void Ids_OfShownRows_AreNoticed(string name, bool haveIds) =>
        Assert.Equal(haveIds, Rows("data: a\n\nevent: tick\ndata: b\n\nid: 3\ndata: c\n\n", new(name, "", "", false)).HaveIds);

    [Fact]
    public void List_Cleared_IsEmptyAndHidesNothing()
    {
        var rows = Rows("data: a\n\n", new("", "", "", false));
        rows.Clear();
        rows.Take(Long, null);

        Assert.Equal((0, 0L), (rows.Count, rows.Hidden));
    }

    private static BlockRows Rows(string stream, BlockFilter filter)
    {
        var observation = Observed.Stream();
        observation.Received(stream);
        var rows = new BlockRows(TimeProvider.System);
        rows.Start(observation);
        rows.SetFilter(filter);
        rows.Take(Long, null);
        Assert.True(rows.IsDone, "The filter has not examined every block.");
        return rows;
    }
}
