using Microsoft.JSInterop;
using SseDashboard.Interop;

namespace SseDashboard.Components.Tests;

public sealed class JsModuleTests : DashboardContext
{
    private readonly SlowBrowser _browser;

    public JsModuleTests() => _browser = new(JSInterop.JSRuntime);

    [Fact]
    public async Task Module_StartedAgainAfterAnImportThatFailed_ImportsAgain()
    {
        await using var module = new JsModule(_browser, "./js/dashboard/follow-tail.js");
        _browser.Import = Task.FromException(new JSException("No such module."));
        await Assert.ThrowsAsync<JSException>(() => module.StartAsync());

        _browser.Import = Task.CompletedTask;
        await module.StartAsync();

        Assert.Equal(["import", "import", "start"], _browser.Calls);
    }

    [Fact]
    public async Task Module_StartedAgainAfterAStartThatFailed_KeepsTheModule()
    {
        await using var module = new JsModule(_browser, "./js/dashboard/follow-tail.js");
        _browser.Start = Task.FromException(new JSException("Nothing to start on."));
        await Assert.ThrowsAsync<JSException>(() => module.StartAsync());

        _browser.Start = Task.CompletedTask;
        await module.StartAsync();

        Assert.Equal(["import", "start", "start"], _browser.Calls);
    }

    [Fact]
    public async Task Use_WhileAStartIsPending_RunsAfterIt()
    {
        var answer = new TaskCompletionSource();
        _browser.Start = answer.Task;
        await using var module = new JsModule(_browser, "./js/dashboard/theme.js");
        var starting = module.StartAsync();
        var choosing = module.UseAsync(theme => theme.InvokeVoidAsync("choose", true).AsTask());
        Assert.Equal(["import", "start"], _browser.Calls);

        answer.SetResult();
        await Wait.ForAsync(Task.WhenAll(starting, choosing), "both calls are made");

        Assert.Equal(["import", "start", "choose"], _browser.Calls);
    }

    [Fact]
    public async Task Dispose_WhileAStartIsPending_CancelsItsTaskAndStopsWhatStartsLater()
    {
        var answer = new TaskCompletionSource();
        _browser.Start = answer.Task;
        var module = new JsModule(_browser, "./js/dashboard/theme.js");
        var starting = module.StartAsync();
        var disposing = module.DisposeAsync().AsTask();
        Assert.True(starting.IsCanceled);
        Assert.False(disposing.IsCompleted);

        answer.SetResult();
        await Wait.ForAsync(disposing, "the module is released");

        Assert.Equal(["import", "start", "stop"], _browser.Calls);
    }

    [Fact]
    public async Task Use_AfterDispose_IsCancelledAndCallsNothing()
    {
        var module = new JsModule(_browser, "./js/dashboard/theme.js");
        await module.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => module.UseAsync(_ => Task.CompletedTask));
        Assert.Empty(_browser.Calls);
    }

    [Fact]
    public async Task Start_OnALostCircuit_IsNoError()
    {
        _browser.Import = Task.FromException(new JSDisconnectedException("gone"));
        await using var module = new JsModule(_browser, "./js/dashboard/theme.js");

        await module.StartAsync();

        Assert.Null(module.Started);
    }
}
