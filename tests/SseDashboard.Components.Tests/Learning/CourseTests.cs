using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Components.Learn;
using SseDashboard.Components.Learn.Parts;
using SseDashboard.Learning.Course;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>The parts of a lesson, and the learner's progress.</summary>
public sealed class CourseTests : DashboardContext
{
    private static readonly LessonAttribute Lesson = new(1, "first", "First") { Summary = "s", Minutes = 1, Puzzles = ["easy"] };
    private static readonly Question Chosen = new("chosen", "Which?", new Choice("a", "The first"), new Choice("b", "The second")) { AnsweredBy = "Switch it on." };
    private static readonly Question Typed = new("typed", "How many?") { Unit = "byte", AnsweredBy = "Set it to 7." };

    private readonly BunitJSModuleInterop _store;
    private readonly Dictionary<string, string> _stored = [];

    public CourseTests()
    {
        _store = JSInterop.SetupModule("./js/learn/progress.js");
        _store.Setup<Dictionary<string, string>>("read").SetResult(_stored);
        _store.Setup<bool>("write", _ => true).SetResult(true);
        _store.SetupVoid("clear").SetVoidResult();
        Services.AddScoped<LearnerProgress>();
        Services.AddSingleton(new Syllabus(typeof(App).Assembly));
        State = new(Lesson, Services.GetRequiredService<LearnerProgress>());
    }

    private LessonState State { get; }

    private LearnerProgress Progress => State.Progress;

    [Fact]
    public async Task Progress_Stored_IsReadAndWhatIsNotAnAnswerIgnored()
    {
        _stored["bet/first/chosen"] = "b";
        _stored["bet/first/typed"] = "many";
        _stored["solved/first/easy"] = "12";
        await Progress.LoadAsync();

        Assert.Equal("b", State.BetOn(Chosen));
        Assert.Null(State.BetOn(Typed));
        Assert.Equal(12, Progress.BestOf(Lesson, "easy"));
        Assert.True(State.IsSolved);
    }

    [Theory]
    [InlineData(10, "10")]
    [InlineData(20, "12")]
    [InlineData(null, "12")]
    public async Task Best_IsTheLowestScore(int? score, string best)
    {
        _stored["solved/first/easy"] = "12";
        await Progress.LoadAsync();
        await Progress.SolveAsync(Lesson, "easy", score);

        Assert.Equal(["solved/first/easy", best], _store.Invocations["write"].Single().Arguments);
    }

    [Fact]
    public void Bet_Placed_IsWrittenAndDone()
    {
        var bet = RenderPart<Bet>(part => part.Add(bet => bet.Questions, [Chosen, Typed]));
        Assert.Contains("2 answers are missing", bet.Markup, StringComparison.Ordinal);

        bet.FindAll("input[type=radio]")[1].Click();
        bet.Find("input[type=text]").Input("12");

        Assert.Equal(("b", "12"), (State.BetOn(Chosen), State.BetOn(Typed)));
        Assert.True(State.HasBet);
        Assert.Equal([["bet/first/chosen", "b"], ["bet/first/typed", "12"]], _store.Invocations["write"].Select(call => call.Arguments));
    }

    [Fact]
    public void Bet_NotANumber_IsRefusedAndSaysWhy()
    {
        var bet = RenderPart<Bet>(part => part.Add(bet => bet.Questions, [Typed]));
        bet.Find("input[type=text]").Input("many");

        Assert.Null(State.BetOn(Typed));
        Assert.Contains("A whole number", bet.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bet_ExperimentHasRun_IsClosedUntilReset()
    {
        bool cleared = false;
        var bet = RenderPart<Bet>(part => part.Add(bet => bet.Questions, [Chosen]).Add(bet => bet.OnReset, () => cleared = true));
        bet.FindAll("input[type=radio]")[0].Click();
        await bet.InvokeAsync(State.Start);
        Assert.True(bet.Find("fieldset").HasAttribute("disabled"));

        bet.FindAll("button").Single(button => button.TextContent.Trim() == "Bet again").Click();

        Assert.True(cleared);
        Assert.False(bet.Find("fieldset").HasAttribute("disabled"));
        Assert.Null(State.BetOn(Chosen));
    }

    [Fact]
    public async Task Evidence_ShowsTheBetBesideTheTruth()
    {
        await Progress.BetAsync(Lesson, Chosen, "a");
        await Progress.BetAsync(Lesson, Typed, "9");
        var evidence = RenderPart<Evidence>(part => part.Add(evidence => evidence.Facts,
            [new("One.") { Server = "s", Browser = "b", Bet = Chosen, Truth = "a" }, new("Two.") { Bet = Typed, Truth = "12" }]));

        Assert.Equal(["The first – correct", "9 bytes – wrong"], evidence.FindAll("[data-testid=bet]").Select(bet => bet.TextContent));
        Assert.Equal("12 bytes", evidence.FindAll("[data-testid=answer]").Single().TextContent);
        Assert.Equal("s", evidence.Find("[data-testid=server]").TextContent);
    }

    [Fact]
    public async Task Evidence_OfARunThatLeavesABetOpen_NamesItsQuestionAndTheRunThatAnswersIt()
    {
        RenderPart<Bet>(part => part.Add(bet => bet.Questions, [Chosen, Typed]));
        await Progress.BetAsync(Lesson, Chosen, "a");
        await Progress.BetAsync(Lesson, Typed, "9");
        var evidence = RenderPart<Evidence>(part => part.Add(evidence => evidence.Facts, [new("One.") { Bet = Chosen, Truth = "a" }]));

        Assert.Equal("This run does not answer “How many?” Set it to 7.", evidence.FindAll("[data-testid=unanswered]").Single().TextContent);
    }

    [Fact]
    public async Task Evidence_OfARunWithoutFacts_DoesNotSayThatNothingRan()
    {
        await State.Progress.LoadAsync();
        var evidence = RenderPart<Evidence>(part => part.Add(evidence => evidence.Facts, []));
        Assert.Contains("Nothing has run yet", evidence.Markup, StringComparison.Ordinal);

        await evidence.InvokeAsync(State.Start);

        Assert.DoesNotContain("Nothing has run yet", evidence.Markup, StringComparison.Ordinal);
        Assert.Contains("This run has shown nothing yet", evidence.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Puzzle_SolvedInGolf_RemembersTheScoreAndShowsIt()
    {
        var puzzle = RenderPuzzle(new(true, "It fits.", 11));

        Assert.Contains("Solved. It fits.", puzzle.Markup, StringComparison.Ordinal);
        Assert.Equal("Par is 10 bytes. Your best is 11 bytes.", puzzle.Find("[data-testid=score]").TextContent);
        Assert.Equal(["solved/first/easy", "11"], _store.Invocations["write"].Single().Arguments);
    }

    [Fact]
    public void Puzzle_NotSolved_SaysWhyAndKeepsTheSolutionHidden()
    {
        var puzzle = RenderPuzzle(new(false, "It does not fit."));
        Assert.Contains("Not yet. It does not fit.", puzzle.Markup, StringComparison.Ordinal);
        Assert.Empty(puzzle.FindAll("[data-testid=solution]"));

        puzzle.FindAll("button").Single(button => button.TextContent.Trim() == "Show the solution").Click();

        Assert.Equal("Do it.", puzzle.Find("[data-testid=solution]").TextContent);
        Assert.False(State.IsSolved);
        Assert.Empty(_store.Invocations["write"]);
    }

    [Fact]
    public void Index_ProgressCleared_ForgetsAfterAsking()
    {
        _stored["solved/polling/fresh"] = "";
        var index = Render<LearnIndex>();
        index.WaitForAssertion(() => Assert.Contains("✓ solved", index.Markup, StringComparison.Ordinal));

        index.FindAll("button").Single(button => button.TextContent.Trim() == "Clear my progress").Click();
        Assert.Empty(_store.Invocations["clear"]);
        index.FindAll("button").Single(button => button.TextContent.Trim() == "Forget everything").Click();

        Assert.Single(_store.Invocations["clear"]);
        Assert.DoesNotContain("✓ solved", index.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<Puzzle> RenderPuzzle(PuzzleResult result) => RenderPart<Puzzle>(part => part
        .Add(puzzle => puzzle.Name, "easy").Add(puzzle => puzzle.Title, "Easy").Add(puzzle => puzzle.Par, 10)
        .Add(puzzle => puzzle.Task, "Do something.").Add(puzzle => puzzle.Hint, "Think.").Add(puzzle => puzzle.Solution, "Do it.")
        .Add(puzzle => puzzle.Result, result));

    private IRenderedComponent<T> RenderPart<T>(Action<ComponentParameterCollectionBuilder<T>> set) where T : LessonPart =>
        Render<T>(part =>
        {
            part.AddCascadingValue(State);
            set(part);
        });
}
