using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using SseDashboard.Comparing;
using SseDashboard.Components.Pages;

namespace SseDashboard.Components.Tests;

/// <summary>Starting a comparison, and the failures between the page and the browser.</summary>
public sealed class CompareStartTests : StreamContext
{
    private readonly TaskCompletionSource _answer = new();
    private readonly SlowBrowser _browser;

    public CompareStartTests()
    {
        _browser = new(JSInterop.JSRuntime);
        Services.AddSingleton<IJSRuntime>(_browser);
    }

    [Fact]
    public void Start_WithoutNumber_IsDisabled()
    {
        var page = Render<ComparePage>();
        page.Find("input[type=text]").Change("abc");
        Assert.True(StartButton(page).HasAttribute("aria-disabled"));
        page.Find("form").Submit();
        Assert.Empty(_browser.Calls);

        page.Find("input[type=text]").Change("1000");
        Assert.False(StartButton(page).HasAttribute("aria-disabled"));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("start")]
    public void Start_PressedTwiceBeforeBrowserAnswers_StartsOneJob(string slow)
    {
        Hold(slow);
        var page = Render<ComparePage>();
        page.Find("form").Submit();
        Assert.True(StartButton(page).HasAttribute("aria-disabled"));

        page.Find("form").Submit();
        _answer.SetResult();

        page.WaitForAssertion(() => Assert.Equal(["import", "start"], _browser.Calls));
        Assert.True(StartButton(page).HasAttribute("aria-disabled"));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("start")]
    public void Start_BrowserFails_ShowsReasonAndCanBeRetried(string failing)
    {
        Hold(failing);
        var page = Render<ComparePage>();
        page.Find("form").Submit();
        _answer.SetException(new JSException("No such module.\n    at import"));

        page.WaitForAssertion(() => Assert.Equal(
            "The browser could not start the two clients: No such module.", page.Find("[role=status]").TextContent));
        Assert.False(StartButton(page).HasAttribute("aria-disabled"));

        _browser.Calls.Clear();
        _browser.Import = _browser.Start = Task.CompletedTask;
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("start", _browser.Calls[^1]));
        Assert.Equal("Starting the job.", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Start_Failed_IgnoresClientsThatStartedAnyway()
    {
        Hold("start");
        var comparison = new JobComparison(_browser, Unexpected);
        var starting = StartAsync(comparison);
        _answer.SetCanceled(Xunit.TestContext.Current.CancellationToken);
        await starting;

        var receiver = Assert.IsType<DotNetObjectReference<JobComparison>>(_browser.Arguments[0]);
        Assert.Throws<ObjectDisposedException>(() => receiver.Value);
    }

    [Fact]
    public async Task Dispose_WhileClientsStart_StopsThemOnceStarted()
    {
        Hold("start");
        var comparison = new JobComparison(_browser, Unexpected);
        var starting = StartAsync(comparison);
        var leaving = comparison.DisposeAsync().AsTask();
        Assert.False(leaving.IsCompleted);

        _answer.SetResult();
        await starting;
        await leaving;

        Assert.Equal(["import", "start", "stop"], _browser.Calls);
    }

    [Fact]
    public async Task Dispose_WhileModuleLoads_StartsNoJob()
    {
        Hold("import");
        var comparison = new JobComparison(_browser, Unexpected);
        var starting = StartAsync(comparison);
        var leaving = comparison.DisposeAsync().AsTask();

        _answer.SetResult();
        await starting;
        await leaving;

        Assert.Equal(["import"], _browser.Calls);
    }

    [Fact]
    public async Task Batch_HandlerThrows_ShowsError()
    {
        var problem = new InvalidOperationException("no room");
        var shown = new List<Exception>();
        await using var comparison = new JobComparison(_browser, error =>
        {
            shown.Add(error);
            return Task.CompletedTask;
        });
        await StartAsync(comparison);
        comparison.Changed += () => throw problem;

        await comparison.OnBatch(1, [new(ComparisonItemKind.Refused, 5)]);

        Assert.Same(problem, Assert.Single(shown));
    }

    private void Hold(string call)
    {
        if (call == "import")
            _browser.Import = _answer.Task;
        else
            _browser.Start = _answer.Task;
    }

    private static Task StartAsync(JobComparison comparison) => comparison.StartAsync("/jobs", 1_000, TimeSpan.FromSeconds(1));

    private static IElement StartButton(IRenderedComponent<ComparePage> page) => page.Find("button[type=submit]");
}
