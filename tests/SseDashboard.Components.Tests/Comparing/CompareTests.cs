using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Comparing;
using SseDashboard.Components.Pages;
using SseDashboard.Jobs;

namespace SseDashboard.Components.Tests;

public sealed class CompareTests : StreamContext
{
    private readonly BunitJSModuleInterop _clients;

    public CompareTests()
    {
        _clients = JSInterop.SetupModule("./js/dashboard/job-comparison.js").SetupModule("start", _ => true);
        _clients.SetupVoid("stop").SetVoidResult();
        _clients.SetupVoid("cancel").SetVoidResult();
    }

    [Fact]
    public void Page_Opened_SaysWhatToPressWithoutFigures()
    {
        var page = Render<ComparePage>();

        Assert.StartsWith("Press Start.", Outcome(page), StringComparison.Ordinal);
        Assert.True(Button(page, "Cancel").HasAttribute("aria-disabled"));
        Assert.Equal(["–", "–"], Figures(page, "Requests made"));
    }

    [Fact]
    public void Start_Pressed_PollsAtChosenInterval()
    {
        var page = Render<ComparePage>();
        page.Find("input[type=range]").Input("2500");
        Assert.Equal("2.5 s", page.Find("output").TextContent.Trim());
        page.Find("form").Submit();

        var start = JSInterop.Invocations["start"].Single(call => call.Arguments.Count == 2);
        Assert.Equal("{ url = /jobs, limit = 10000000000, interval = 2500 }", start.Arguments[1]!.ToString());
        Assert.True(Button(page, "Start").HasAttribute("aria-disabled"));
        Assert.True(page.Find("input[type=range]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Progress_FromEitherClient_IsShown()
    {
        var (page, comparison) = Started();
        await page.InvokeAsync(() => comparison.OnBatch(1, [Event(250, 0.25, 245), Answer(300, 310, 0.3, 305)]));

        // Repeat the batch, as the page does if the answer is lost.
        string[] polls = Figures(page, "Requests made");
        await page.InvokeAsync(() => comparison.OnBatch(1, [Answer(300, 310, 0.3, 305)]));
        Assert.Equal(polls, Figures(page, "Requests made"));

        Assert.Equal("30", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.StartsWith("Counting: 30 % done", Outcome(page), StringComparison.Ordinal);
        Assert.False(Button(page, "Cancel").HasAttribute("aria-disabled"));

        Button(page, "Cancel").Click();
        Assert.Single(_clients.Invocations["cancel"]);
    }

    [Fact]
    public async Task Finish_BothClients_ShowsResultAndFigures()
    {
        var (page, comparison) = Started();
        await page.InvokeAsync(() => comparison.OnBatch(1,
        [
            new(ComparisonItemKind.Started, 2, Status: Status(0, 0, JobState.Running)),
            Event(3, 0, 0), Event(205, 0.5, 200), Event(403, 1, 400, JobState.Finished),
            Answer(1_000, 1_002, 1, 400, JobState.Finished, age: 1_001),
            new(ComparisonItemKind.Bodies, 1_200, Way.Poll, Count: 1, Bytes: 120),
            // Chromium counts the response of a closed stream, but not its bytes.
            new(ComparisonItemKind.Bodies, 1_200, Way.Stream, Count: 1),
            new(ComparisonItemKind.Done, 1_200),
        ]));

        // The answer allows a start between 0 (when the job was requested) and 1 ms.
        Assert.Equal(["802 ms", "3.2 ms"], Figures(page, "Average delay"));
        Assert.Equal(["1,002 ms", "4.5 ms"], Figures(page, "Maximum delay"));
        Assert.Equal(["120 B in 1 response", "not reported"], Figures(page, "Response bodies, as the browser reports them"));
        Assert.Contains("± 0.5 ms", page.Find("[data-testid=behind]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("There are 168 primes up to 1,000, counted in 0.4 s.", Outcome(page), StringComparison.Ordinal);
        Assert.False(Button(page, "Start").HasAttribute("aria-disabled"));
        Assert.True(Button(page, "Cancel").HasAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Refusal_FromServer_IsShownAndStartIsEnabled()
    {
        var (page, comparison) = Started();
        await page.InvokeAsync(() => comparison.OnBatch(1, [new(ComparisonItemKind.Refused, 5, Detail: "2 jobs are running.")]));

        Assert.Equal("2 jobs are running.", Outcome(page));
        Assert.False(Button(page, "Start").HasAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Diagrams_BothWays_ShareTimeScale()
    {
        var (page, comparison) = Started();
        await page.InvokeAsync(() => comparison.OnBatch(1, [Event(250, 0.01, 245), Answer(12_000, 12_010, 0.9, 11_900)]));

        string[][] marks = [.. page.FindAll(".marks").Select(found => found.Children.Select(mark => mark.TextContent).ToArray())];
        Assert.Equal(["0 s", "4 s", "8 s", "12 s", "16 s", "20 s"], marks[0]);
        Assert.Equal(marks[0], marks[1]);
    }

    [Fact]
    public async Task Status_JobRunning_IsEmptyUntilEndOrProblem()
    {
        var (page, comparison) = Started();
        Assert.Equal("Starting the job.", Status(page));

        await page.InvokeAsync(() => comparison.OnBatch(1, [Event(250, 0.25, 245)]));
        Assert.Equal("", Status(page));
        Assert.StartsWith("Counting: 25 % done", page.Find("[data-testid=progress]").TextContent, StringComparison.Ordinal);

        // Polls keep arriving and changing the figures until both clients have seen the end.
        await page.InvokeAsync(() => comparison.OnBatch(2, [Event(403, 1, 400, JobState.Finished)]));
        Assert.Equal("", Status(page));
        Assert.StartsWith("There are 168 primes", page.Find("[data-testid=progress]").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => comparison.OnBatch(3, [new(ComparisonItemKind.Done, 1_200)]));
        Assert.StartsWith("There are 168 primes", Status(page), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=progress]"));
    }

    [Fact]
    public async Task Status_ProblemWhileJobRuns_IsShown()
    {
        var (page, comparison) = Started();
        await page.InvokeAsync(() => comparison.OnBatch(1,
            [Event(250, 0.25, 245), new(ComparisonItemKind.Failed, 260, Way.Poll, Detail: "The poll failed.")]));

        Assert.Equal("The poll failed.", Status(page));
        Assert.Equal("The poll failed.", Outcome(page));
    }

    [Theory]
    // Four of 1,000 units are 80 ms on a scale of 20 s, and 480 ms on one of 120 s.
    [InlineData(true, 1_000, 1_050, 15_000)]
    [InlineData(false, 1_000, 1_090, 15_000)]
    [InlineData(true, 1_000, 1_400, 100_000)]
    [InlineData(false, 1_000, 1_500, 100_000)]
    public async Task Note_ArrowsOmitted_IsShown(bool expected, double first, double second, double last)
    {
        var (page, comparison) = Started();
        await page.InvokeAsync(() => comparison.OnBatch(1, [Event(first, 0.1, first), Event(second, 0.2, second), Event(last, 0.9, last)]));

        // Each arrow contains two moves, one for the shaft and one for the head.
        string events = page.FindAll("path.down")[1].GetAttribute("d")!;
        Assert.Equal(expected ? 2 : 3, events.Count(letter => letter == 'M') / 2);
        Assert.Equal(expected, page.FindAll("[data-testid=left-out]").Count == 1);
    }

    [Fact]
    public async Task Page_Disposed_StopsClientsAndJob()
    {
        var job = Services.GetRequiredService<JobRunner>().Start(new JobOptions().MaxLimit)!;
        var (page, comparison) = Started();
        await page.InvokeAsync(() => comparison.OnBatch(1, [new(ComparisonItemKind.Started, 2, Status: job.Status)]));
        await DisposeComponentsAsync();

        Assert.Single(_clients.Invocations["stop"]);
        await Wait.UntilAsync(() => job.Ended.IsCompleted, "the job ends with its page");
        Assert.Equal(JobState.Cancelled, job.Status.State);
    }

    private (IRenderedComponent<ComparePage> Page, JobComparison Comparison) Started()
    {
        var page = Render<ComparePage>();
        page.Find("form").Submit();
        var self = JSInterop.Invocations["start"].Single(call => call.Arguments.Count == 2).Arguments[0];
        return (page, ((Microsoft.JSInterop.DotNetObjectReference<JobComparison>)self!).Value);
    }

    private static ComparisonItem Event(double time, double progress, double elapsed, JobState state = JobState.Running) =>
        new(ComparisonItemKind.Event, time, Way.Stream, Status: Status(progress, elapsed, state));

    private static ComparisonItem Answer(
        double asked, double time, double progress, double elapsed, JobState state = JobState.Running, double? age = null) =>
        new(ComparisonItemKind.Answer, time, Way.Poll, asked, age, Status(progress, elapsed, state));

    private static JobStatus Status(double progress, double elapsed, JobState state) =>
        new("1-abcd", state, 1_000, progress, (long)(1_000 * progress), 168, elapsed);

    private static string Outcome(IRenderedComponent<ComparePage> page) => page.Find("[data-testid=outcome]").TextContent;

    private static string Status(IRenderedComponent<ComparePage> page) => page.Find("[role=status]").TextContent;

    private static string[] Figures(IRenderedComponent<ComparePage> page, string title) =>
        [.. page.FindAll("tbody tr").Single(row => row.FirstElementChild!.TextContent == title)
            .QuerySelectorAll("td:not(.source)").Select(cell => cell.TextContent)];

    private static IElement Button(IRenderedComponent<ComparePage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
