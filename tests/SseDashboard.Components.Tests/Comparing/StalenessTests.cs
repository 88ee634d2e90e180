using SseDashboard.Comparing;

namespace SseDashboard.Components.Tests;

public sealed class StalenessTests
{
    [Fact]
    public void Of_OneReportPerChange_MeasuresEachDelay()
    {
        var staleness = Staleness.Of([0, 200, 400], [new(103, 0), new(305, 200), new(510, 400)], start: 100);

        Assert.Equal(new(3, (3 + 5 + 10) / 3.0, 10), staleness);
    }

    [Fact]
    public void Of_ReportCoveringSeveralChanges_MeasuresEachFromItsTime()
    {
        // A single poll, 500 ms after the start: by then the changes at 0, 200 and 400 ms are 500, 300 and 100 ms old.
        var staleness = Staleness.Of([0, 200, 400], [new(500, 480)], start: 0);

        Assert.Equal(new(3, 300, 500), staleness);
    }

    [Fact]
    public void Of_ChangeNotArrivedYet_IsExcluded()
    {
        Assert.Equal(new(1, 10, 10), Staleness.Of([0, 200], [new(10, 100)], start: 0));
        Assert.Null(Staleness.Of([0, 200], [], start: 0));
    }

    [Fact]
    public void StartOf_Nothing_IsZero() => Assert.Equal((0, 0), Staleness.StartOf([], []));

    [Fact]
    public void StartOf_ArrivalsOnly_IsBetweenRequestAndFastestArrival() =>
        Assert.Equal((20, 20), Staleness.StartOf([], [new(250, 200), new(440, 400), new(90, 0)]));

    [Fact]
    public void StartOf_Answers_SatisfiesAllConstraints() =>
        // [1000 - 980, 1010 - 980] and [2000 - 1975, 2004 - 1975] leave 25 to 29.
        Assert.Equal((27, 2), Staleness.StartOf([(1000, 1010, 980), (2000, 2004, 1975)], [new(60, 0)]));

    [Fact]
    public void TimeScale_LongerTime_GrowsInSteps() =>
        Assert.Equal([2, 2, 5, 30, 4_000], new double[] { 0, 2_000, 2_001, 21_000, 4_000_000 }.Select(time => TimeScale.For(time).Seconds));

    [Fact]
    public void Arrivals_TooClose_AreDrawnAsOne()
    {
        var items = Enumerable.Range(0, 5_000).Select(i => new ComparisonItem(ComparisonItemKind.Event, i)).ToArray();

        string path = DiagramPath.Arrivals(items, TimeScale.For(5_000), after: false);

        // 1,000 units of width, at least 4 per arrow, two strokes per arrow.
        Assert.InRange(path.Count(c => c == 'M'), 2 * 200, 2 * 250);
    }
}
