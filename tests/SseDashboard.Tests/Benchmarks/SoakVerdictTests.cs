using SseDashboard.Benchmarks.Soak;

namespace SseDashboard.Tests.Benchmarks;

public sealed class SoakVerdictTests
{
    [Theory]
    [InlineData(SoakVerdict.HostHeap, 0.0, true)]
    [InlineData(SoakVerdict.HostHeap, 4.0, true)]
    [InlineData(SoakVerdict.HostHeap, 7.0, false)]
    [InlineData(SoakVerdict.HostResident, 7.0, true)]
    [InlineData(SoakVerdict.HostResident, 40.0, false)]
    [InlineData("heap of page 1", 1.0, true)]
    [InlineData("heap of page 1", 4.0, false)]
    [InlineData("heap of page 1", -40.0, true)]
    public void Memory_ThatGrowsBeyondTheTolerance_Fails(string series, double megabytes, bool passes)
    {
        var values = Enumerable.Range(0, 50).Select(i => ((double)i, 50e6 + (megabytes * 1e6 * i / 49) + (i % 2 * 1e5))).ToArray();

        Assert.Equal(passes, SoakVerdict.OfMemory([(series, values)]).Passed);
    }

    [Fact]
    public void Navigation_AsQuickAsAtTheStart_Passes() =>
        Assert.True(SoakVerdict.OfNavigations([300, 200, 210, 190, 200, 220, 200, 1_000]).Passed);

    [Fact]
    public void Navigation_SlowerThanAtTheStart_Fails() =>
        Assert.False(SoakVerdict.OfNavigations([200, 200, 210, 190, 200, 220, 410, 420]).Passed);

    [Fact]
    public void Navigation_None_Fails() => Assert.False(SoakVerdict.OfNavigations([]).Passed);

    [Theory]
    [InlineData("Error: There was an exception invoking 'DispatchEventAsync'. For more details turn on detailed exceptions in 'CircuitOptions.DetailedErrors'", true)]
    [InlineData("Error: There was an exception invoking 'OnReport'. For more details turn on detailed exceptions in 'CircuitOptions.DetailedErrors'", false)]
    [InlineData("Error invoking CallOnBlurredAsync, possibly disposed: Error: There was an exception invoking 'CallOnBlurredAsync'.", true)]
    [InlineData("TypeError: Cannot read properties of null", false)]
    public void PageError_OnlyThatOfAnEventForARemovedComponent_Passes(string error, bool passes) =>
        Assert.Equal(passes, SoakVerdict.OfProblems([SoakVerdict.OfPageError("page 1", error)]).Passed);

    [Fact]
    public void Problems_OnlyWarnings_Pass()
    {
        Assert.True(SoakVerdict.OfProblems(["warn: slow"]).Passed);
        Assert.False(SoakVerdict.OfProblems(["warn: slow", "fail: broken"]).Passed);
    }
}
