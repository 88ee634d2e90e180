using Microsoft.Extensions.Time.Testing;
using SseDashboard.Inspecting;

namespace SseDashboard.Components.Tests.Inspecting.Recorded;

public sealed class LongWorkTests
{
    [Fact]
    public async Task WorkThatTakesLong_IsShownAfterASecond()
    {
        var work = new LongWork();
        var end = new TaskCompletionSource();
        int changes = 0;
        var clock = new FakeTimeProvider();
        var running = work.RunAsync("Saving", () => end.Task, () => Interlocked.Increment(ref changes), clock);
        work.PartOf = () => 0.5;
        Assert.Equal(("Saving", false), (work.Name, work.IsLong));

        await Wait.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(250));
                return work is { IsLong: true, Part: 0.5 } && changes > 0;
            },
            "the work is shown as long");
        end.SetResult();
        await Wait.ForAsync(running, "the work ends");
        Assert.Null(work.Name);
    }
}
