using Bunit;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SseDashboard.Components.Shared;

namespace SseDashboard.Components.Tests;

public sealed class LiveComponentTests : BunitContext
{
    private readonly FakeTimeProvider _clock = new();

    public LiveComponentTests() => Services.AddSingleton<TimeProvider>(_clock);

    [Fact]
    public void Look_EverySecond_RendersOnce()
    {
        var probe = Render<Probe>();
        for (int second = 1; second <= 5; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            probe.WaitForAssertion(() => Assert.Equal(second + 1, probe.Instance.Looks));
        }

        Assert.Equal(6, probe.Instance.Renders);
    }

    [Fact]
    public async Task Look_WhileTheCircuitIsBusy_IsNotQueuedTwice()
    {
        var probe = Render<Probe>();
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var busy = Task.Run(() => probe.InvokeAsync(() =>
        {
            entered.Set();
            release.Wait(Xunit.TestContext.Current.CancellationToken);
        }), Xunit.TestContext.Current.CancellationToken);
        entered.Wait(Xunit.TestContext.Current.CancellationToken);
        for (int second = 0; second < 10; second++)
            _clock.Advance(TimeSpan.FromSeconds(1));
        release.Set();
        await busy;
        await probe.InvokeAsync(() => { });

        Assert.Equal(2, probe.Instance.Looks);
    }

    [Fact]
    public async Task Look_AfterTheComponentIsGone_IsNotDone()
    {
        var probe = Render<Probe>().Instance;
        await DisposeComponentsAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, probe.Looks);
    }

    private sealed class Probe : LiveComponent
    {
        public int Looks { get; private set; }

        public int Renders { get; private set; }

        protected override void Look() => Looks++;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => Renders++;
    }
}
