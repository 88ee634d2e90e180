using System.Text.Json;
using Bunit;
using SseDashboard.Components.Tests.Observing;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting.Browsing;

/// <summary>What the circuit asks the browser to do.</summary>
public sealed class BrowserClientTests : BunitContext
{
    [Theory]
    [InlineData(ObservedCookies.SameOrigin, "same-origin")]
    [InlineData(ObservedCookies.Include, "include")]
    [InlineData(ObservedCookies.Omit, "omit")]
    public async Task Request_InTheBrowser_IsTheOneChosenAndStops(ObservedCookies cookies, string credentials)
    {
        var module = JSInterop.SetupModule("./js/inspect/observer.js");
        var started = module.SetupModule("start", _ => true);
        started.SetupVoid("stop").SetVoidResult();
        var request = new ObservedRequest(Observed.Url, "POST", [new("X-One", "1")], "{}", ObservedWay.Fetch) { Cookies = cookies, Listeners = ["message", "tick"] };
        var observation = new Observation(request, Observed.Start, new());
        using var stop = new CancellationTokenSource();
        await using var client = new BrowserClient(JSInterop.JSRuntime, TimeProvider.System);

        var observing = client.ObserveAsync(observation, (_, _) => throw new InvalidOperationException("The request is not repeated."), stop.Token);

        Assert.Equal(
            $$"""{"way":"fetch","url":"https://example.org/stream","method":"POST","headers":[["X-One","1"]],"body":"{}","credentials":"{{credentials}}","types":["message","tick"]}""",
            JsonSerializer.Serialize(Assert.Single(module.Invocations["start"]).Arguments[1]));
        await stop.CancelAsync();
        await Wait.ForAsync(observing, "the request stops");
        started.VerifyInvoke("stop");
        Assert.Equal(ObservedEndKind.Stopped, observation.Snapshot().End?.Kind);
    }
}
