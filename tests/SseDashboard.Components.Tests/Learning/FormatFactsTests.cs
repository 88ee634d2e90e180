using System.Text;
using SseDashboard.Learning.Format;
using SseDashboard.Learning.Lessons;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>The lesson on the format.</summary>
public sealed class FormatFactsTests
{
    public static TheoryData<string> Names => [.. FormatFacts.Puzzles.Select(puzzle => puzzle.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Puzzle_ItsSolution_SolvesItAtPar(string name)
    {
        var puzzle = Find(name);
        var result = FormatFacts.Judge(puzzle, ReadAsTheStandard(puzzle.Solution));

        Assert.True(result.IsSolved, result.Message);
        Assert.Equal(puzzle.Par, result.Score);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Puzzle_AnotherStream_IsNotSolvedAndSaysWhatDiffers(string name)
    {
        var result = FormatFacts.Judge(Find(name), ReadAsTheStandard("data: something else\n\n"));

        Assert.False(result.IsSolved);
        Assert.Contains("Event 1 should be", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Puzzle_RightEventsButRuleBroken_IsNotSolved()
    {
        var result = FormatFacts.Judge(Find("before"), ReadAsTheStandard("id:9\ndata:x\n\n"));

        Assert.False(result.IsSolved);
        Assert.Contains("No block may have both", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Puzzle_BrowserDisagreesWithTheStandard_IsJudgedByTheBrowser()
    {
        var comparison = ReadAsTheStandard("data:Hello\n\n") with
        {
            Readings = new Dictionary<FormatClient, ClientReading> { [FormatClient.EventSource] = new([]) },
        };

        Assert.False(FormatFacts.Judge(Find("plain"), comparison).IsSolved);
    }

    [Fact]
    public void Facts_OfTheExperiment_ComeFromTheBrowsersEvents()
    {
        var facts = FormatFacts.Of(ReadAsTheStandard(FormatFacts.Stream));

        Assert.Equal("The stream has 10 lines, and the browser dispatched 2 events.", facts[0].Sentence);
        Assert.Equal(["2", "message", "8"], facts.Take(3).Select(fact => fact.Truth));
        Assert.Equal("1 block had no data and dispatched nothing. Its id still took effect.", facts[3].Sentence);
        Assert.Contains("discarded", facts[4].Sentence, StringComparison.Ordinal);
    }

    // The bets are about the stream that the lesson shows.
    [Fact]
    public void Facts_OfAnEditedStream_LeaveTheBetsOpen()
    {
        Assert.Equal(3, FormatFacts.Of(ReadAsTheStandard(FormatFacts.Stream)).Count(fact => fact.Bet is not null));
        Assert.All(FormatFacts.Of(ReadAsTheStandard(FormatFacts.Stream + "\n")), fact => Assert.Null(fact.Bet));
    }

    [Fact]
    public void Facts_BrowserCouldNotRead_SayWhy()
    {
        var comparison = ReadAsTheStandard("data: a\n\n") with
        {
            Readings = new Dictionary<FormatClient, ClientReading> { [FormatClient.EventSource] = new([], Problem: "It was refused.") },
        };

        Assert.Equal("The browser did not read the stream. It was refused.", Assert.Single(FormatFacts.Of(comparison)).Sentence);
    }

    private static FormatPuzzle Find(string name) => FormatFacts.Puzzles.Single(puzzle => puzzle.Name == name);

    private static FormatComparison ReadAsTheStandard(string stream)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(stream);
        var reading = new ClientReading([.. StandardReading.Of(bytes).Events]);
        return new(new(bytes, []), new Dictionary<FormatClient, ClientReading> { [FormatClient.EventSource] = reading }, bytes.Length);
    }
}
