using Bunit;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Learn.Parts;
using SseDashboard.Components.Shared;
using SseDashboard.Labs;
using SseDashboard.Learning.Course;
using SseDashboard.Learning.Lessons;

namespace SseDashboard.Components.Tests.Learning;

/// <summary>The puzzle that asks for a stream's cause.</summary>
public sealed class CausePuzzleTests : DashboardContext
{
    private readonly BrokenVisit _visit = new(
        new BrokenStreams(new OptionsWrapper<BrokenLabOptions>(new()), new FakeTimeProvider()), new("http://localhost:5000/"));

    private readonly BunitJSModuleInterop _store;

    public CausePuzzleTests()
    {
        _store = JSInterop.SetupModule("./js/learn/progress.js");
        _store.Setup<Dictionary<string, string>>("read").SetResult([]);
        _store.Setup<bool>("write", _ => true).SetResult(true);
    }

    public static TheoryData<string> Names => [.. BrokenCases.Eight.Select(broken => broken.Name), "drawn"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Markup_BeforeTheAnswerAndAfterAWrongOne_DoesNotHaveTheCause(string name)
    {
        var stream = _visit.Streams.Single(stream => stream.Case.Name == name);
        var puzzle = RenderPuzzle(stream);
        Assert.DoesNotContain(stream.Case.Fault, puzzle.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(stream.Case.Solution, puzzle.Markup, StringComparison.Ordinal);

        Answer(puzzle, Cause.All.First(cause => cause != stream.Case.Cause && cause.Name != stream.Case.Near?.Cause));

        Assert.StartsWith("Not yet. That is not it", puzzle.Find("[data-testid=result]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(stream.Case.Fault, puzzle.Markup, StringComparison.Ordinal);
        Assert.Empty(_store.Invocations["write"]);
    }

    [Fact]
    public void Answer_Right_IsKeptAsSolvedUnderTheSymptomsName()
    {
        var stream = _visit.Streams[3];
        var puzzle = RenderPuzzle(stream);

        Answer(puzzle, stream.Case.Cause);

        Assert.StartsWith("Solved. The host serves content-type-wrong at this address.", puzzle.Find("[data-testid=result]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["solved/broken/curl", ""], _store.Invocations["write"].Single().Arguments);
    }

    [Fact]
    public void AnotherStream_InTheSamePlace_HasNoAnswerYet()
    {
        var puzzle = RenderPuzzle(_visit.Streams[8]);
        Answer(puzzle, _visit.Streams[8].Case.Cause);
        _visit.DrawAgain();

        puzzle.Render(parameters => parameters.Add(one => one.Stream, _visit.Streams[8]));

        Assert.Empty(puzzle.FindAll("[data-testid=result]"));
        Assert.Null(puzzle.FindComponent<Choice<Cause>>().Instance.Value);
    }

    [Fact]
    public void Links_LeadToTheInspectorWithTheStreamsAddress()
    {
        var stream = _visit.Streams[0];

        Assert.Equal(stream.Inspect, RenderPuzzle(stream).Find("a[aria-label='Inspect 1']").GetAttribute("href"));
        Assert.Contains(Uri.EscapeDataString(stream.Url.AbsoluteUri), stream.Inspect, StringComparison.Ordinal);
    }

    private IRenderedComponent<CausePuzzle> RenderPuzzle(VisitedStream stream)
    {
        string[] names = [.. _visit.Streams.Select(one => one.Case.Name)];
        var lesson = new LessonAttribute(13, "broken", "Broken") { Summary = "s", Minutes = 1, Puzzles = names };
        var state = new LessonState(lesson, new LearnerProgress(JSInterop.JSRuntime));
        return Render<CausePuzzle>(parameters => parameters.AddCascadingValue(state).Add(puzzle => puzzle.Stream, stream));
    }

    private static void Answer(IRenderedComponent<CausePuzzle> puzzle, Cause cause)
    {
        var choice = puzzle.FindComponent<Choice<Cause>>();
        puzzle.InvokeAsync(() => choice.Instance.ValueChanged.InvokeAsync(cause)).GetAwaiter().GetResult();
        puzzle.FindAll("button").Single(button => button.TextContent.Trim() == "Check").Click();
    }
}
