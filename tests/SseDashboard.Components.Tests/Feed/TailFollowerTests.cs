using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Components.Tests;

/// <summary>The moments in which the module of a part of a page is on its way.</summary>
public sealed class TailFollowerTests : DashboardContext
{
    private readonly TaskCompletionSource _import = new();
    private readonly SlowBrowser _browser;

    public TailFollowerTests() => _browser = new(JSInterop.JSRuntime) { Import = _import.Task };

    [Fact]
    public async Task Dispose_BeforeTheModuleHasCome_StartsNothingOnAnElementThatHasGone()
    {
        var follower = new TailFollower(_browser, () => { });
        var starting = follower.StartAsync(default(ElementReference));
        var disposing = follower.DisposeAsync();

        _import.SetResult();
        await disposing;

        Assert.Equal(["import"], _browser.Calls);
        Assert.True(starting.IsCanceled);
    }

    [Fact]
    public async Task Module_ThatDoesNotLoad_IsToldOnceAndToNobodyWhoHasGone()
    {
        var here = new TailFollower(_browser, () => { });
        var gone = new TailFollower(_browser, () => { });
        var starting = here.StartAsync(default(ElementReference));
        var late = gone.StartAsync(default(ElementReference));
        var disposing = gone.DisposeAsync();

        _import.SetException(new JSException("No such module."));

        await Assert.ThrowsAsync<JSException>(() => starting);
        await here.DisposeAsync();
        await disposing;
        Assert.True(late.IsCanceled);
    }
}
