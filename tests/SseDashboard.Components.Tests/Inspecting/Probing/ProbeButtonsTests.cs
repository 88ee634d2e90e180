using Bunit;
using SseDashboard.Components.Inspect;
using SseDashboard.Components.Tests.Inspecting.Diagnosing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Probing;

/// <summary>The buttons that make further requests.</summary>
public sealed class ProbeButtonsTests : DashboardContext
{
    private readonly List<string> _asked = [];
    private Observation _connection = new Ticking { End = null }.Observe();

    [Fact]
    public async Task Pressed_MakesTheRequestOnce()
    {
        await using var probes = Probes();
        var panel = Show(probes);
        panel.FindAll("button")[0].Click();
        await Wait.UntilAsync(() => _asked.Count == 1, "the request is made");

        Assert.Equal(["5"], _asked);
        Assert.Equal(["Checking…", "Check buffering"], panel.FindAll("button").Select(button => button.TextContent.Trim()));
        Assert.Equal("true", panel.FindAll("button")[0].GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task ForAPost_SaysWhyNotAndMakesNoRequest()
    {
        _connection = new Ticking { Method = "POST" }.Observe();
        await using var probes = Probes();
        var panel = Show(probes);
        foreach (var button in panel.FindAll("button"))
            button.Click();

        Assert.All(panel.FindAll("button"), button => Assert.Equal("true", button.GetAttribute("aria-disabled")));
        Assert.Contains("another POST may change something, or cost money", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(_asked);
        Assert.False(probes.IsRunning);
    }

    private InspectProbes Probes() => new(
        async (request, into, stop) =>
        {
            _asked.Add(request.Headers.Find("Last-Event-ID") ?? "none");
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        },
        new(), TimeProvider.System, () => _connection.Snapshot(), () => { }, () => { });

    private IRenderedComponent<DiagnosisPanel> Show(InspectProbes probes) => Render<DiagnosisPanel>(parameters => parameters
        .Add(panel => panel.Result, Diagnosis.Of(_connection, Diagnosed.Now)).Add(panel => panel.Probes, probes));
}
