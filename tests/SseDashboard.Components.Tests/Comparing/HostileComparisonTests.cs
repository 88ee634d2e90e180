using SseDashboard.Comparing;
using SseDashboard.Jobs;

namespace SseDashboard.Components.Tests;

/// <summary>Reports that the page's own script would never send.</summary>
public sealed class HostileComparisonTests : DashboardContext
{
    private static readonly JobStatus Status = new("1-abcd", JobState.Running, 1_000, 0.5, 500, 95, 20);
    private static readonly ComparisonItem Answer = new(ComparisonItemKind.Answer, 10, Way.Poll, Status: Status);

    private readonly List<Exception> _shown = [];

    public static TheoryData<string, Func<ComparisonItem?>> Wrong => new()
    {
        { "an item is null", () => null },
        { "a kind or way is unknown", () => Answer with { Kind = (ComparisonItemKind)99 } },
        { "a kind or way is unknown", () => Answer with { Way = (Way)9 } },
        { "a time is out of range", () => Answer with { Time = double.NaN } },
        { "a time is out of range", () => Answer with { Asked = double.PositiveInfinity } },
        { "a time is out of range", () => Answer with { Age = -1 } },
        { "a number is negative", () => Answer with { Count = -1 } },
        { "a number is negative", () => Answer with { Bytes = -1 } },
        { "an answer or an event has a status", () => Answer with { Status = null } },
        { "an answer or an event has a status", () => Answer with { Detail = "x" } },
        { "a reason is longer", () => new(ComparisonItemKind.Failed, 1, Detail: new('x', 16_385)) },
        { "a status is out of range", () => Answer with { Status = Status with { Id = null! } } },
        { "a status is out of range", () => Answer with { Status = Status with { Id = new('x', 65) } } },
        { "a status is out of range", () => Answer with { Status = Status with { Progress = double.NaN } } },
        { "a status is out of range", () => Answer with { Status = Status with { ElapsedMs = double.PositiveInfinity } } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Batch_Invalid_IsRejectedAndReasonShown(string problem, Func<ComparisonItem?> item)
    {
        await using var comparison = await StartedAsync();
        await comparison.OnBatch(1, [Answer, item()!]);

        Assert.Contains(problem, Assert.Single(_shown).Message, StringComparison.Ordinal);
        Assert.Empty(comparison.Run!.Arrivals(Way.Poll));
    }

    [Fact]
    public async Task Batch_Repeated_IsAppliedOnce()
    {
        await using var comparison = await StartedAsync();
        await comparison.OnBatch(1, [Answer]);
        await comparison.OnBatch(1, [Answer]);
        await comparison.OnBatch(2, [Answer]);

        Assert.Equal(2, comparison.Run!.Arrivals(Way.Poll).Count);
    }

    [Fact]
    public async Task Answers_BeyondBound_AreDroppedAndReported()
    {
        await using var comparison = await StartedAsync();
        for (int number = 1; number <= 20; number++)
            await comparison.OnBatch(number, [.. Enumerable.Repeat(Answer, 500)]);

        Assert.Equal(5_000, comparison.Run!.Arrivals(Way.Poll).Count);
        Assert.Contains("More than 5,000 responses and events", comparison.Run.Problem, StringComparison.Ordinal);
    }

    private async Task<JobComparison> StartedAsync()
    {
        var comparison = new JobComparison(new SlowBrowser(JSInterop.JSRuntime), error =>
        {
            _shown.Add(error);
            return Task.CompletedTask;
        });
        await comparison.StartAsync("/jobs", 1_000, TimeSpan.FromSeconds(1));
        return comparison;
    }
}
