using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using MudBlazor;
using SseDashboard.Components.Reconnecting;
using SseDashboard.Interop;

namespace SseDashboard.Components.Tests;

/// <summary>What a page learns about the page it replaces.</summary>
public sealed class PageReturnTests : DashboardContext
{
    private PageReturn Return => Services.GetRequiredService<PageReturn>();

    private BunitJSModuleInterop Module => JSInterop.SetupModule("./js/circuit/page-return.js");

    private IReadOnlyList<Snackbar> Shown => [.. Services.GetRequiredService<ISnackbar>().ShownSnackbars];

    [Fact]
    public async Task Stream_OnlyTheFirstPageOfTheCircuitGetsIt()
    {
        Lost(new("20:41:07", 1, Restarted: false, new("7")));
        var first = Return.TakeStreamAsync();
        Assert.False(first.IsCompleted);

        await Return.ReadAsync();

        Assert.Equal("7", (await Soon(first))?.LastId);
        Assert.Null(await Soon(Return.TakeStreamAsync()));
    }

    [Fact]
    public async Task Stream_ReadingFailed_IsNotWaitedForForever()
    {
        Module.Setup<LostPage?>("read").SetException(new JSException("The script could not be loaded."));
        var stream = Return.TakeStreamAsync();

        await Assert.ThrowsAsync<JSException>(Return.ReadAsync);

        Assert.Null(await Soon(stream));
    }

    [Fact]
    public async Task Stream_CircuitLost_IsNotWaitedForForever()
    {
        Module.Setup<LostPage?>("read").SetException(new JSDisconnectedException("The circuit is gone."));

        Assert.Null(await Return.ReadAsync());

        Assert.Null(await Soon(Return.TakeStreamAsync()));
    }

    [Theory]
    [InlineData(1_025, 0)]
    [InlineData(8, 1_025)]
    public async Task Text_LongerThanTheScriptStores_IsRefused(int since, int id)
    {
        Lost(new(new('x', since), 1, Restarted: false, new(new('x', id))));

        await Assert.ThrowsAsync<InvalidDataException>(Return.ReadAsync);

        Assert.Null(await Soon(Return.TakeStreamAsync()));
    }

    [Theory]
    [InlineData(true, 1, "The server was restarted after 20:41:07. The page reloaded")]
    [InlineData(true, 2, "The server was restarted, and the page lost its connection 2 times since 20:41:07. It reloaded")]
    [InlineData(false, 1, "The connection to the server was lost at 20:41:07, too long ago to resume. The page reloaded")]
    [InlineData(false, 3, "The connection to the server was lost 3 times since 20:41:07. The page reloaded")]
    public void Notice_SaysWhatHappened(bool restarted, int times, string text)
    {
        Lost(new("20:41:07", times, restarted, null));

        Render<ReturnNotice>();

        Assert.StartsWith(text, Assert.Single(Shown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_StaysUntilTheUserClosesItAndIsThenForgotten()
    {
        var module = Module;
        module.Setup<LostPage?>("read").SetResult(new("20:41:07", 1, Restarted: true, null));
        var forget = module.SetupVoid("forget").SetVoidResult();
        var snackbars = Render<MudSnackbarProvider>();
        Render<ReturnNotice>();

        snackbars.WaitForElement(".mud-snackbar button", Wait.Limit).Click();

        snackbars.WaitForAssertion(() => Assert.Single(forget.Invocations), Wait.Limit);
    }

    [Fact]
    public async Task Notice_NotClosed_OutlivesOrdinaryMessages()
    {
        Lost(new("20:41:07", 1, Restarted: true, null));
        var snackbar = Services.GetRequiredService<ISnackbar>();
        snackbar.Configuration.VisibleStateDuration = snackbar.Configuration.HideTransitionDuration = snackbar.Configuration.ShowTransitionDuration = 1;
        Render<MudSnackbarProvider>();
        Render<ReturnNotice>();
        snackbar.Add("Ordinary");

        await Wait.UntilAsync(() => Shown.All(shown => shown.Message != "Ordinary"), "the ordinary message goes");

        Assert.StartsWith("The server was restarted", Assert.Single(Shown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_OrdinaryVisit_SaysNothing()
    {
        Module.Setup<LostPage?>("read").SetResult(null);

        Render<ReturnNotice>();

        Assert.Empty(Shown);
    }

    private void Lost(LostPage lost) => Module.Setup<LostPage?>("read").SetResult(lost);

    private static Task<LostStream?> Soon(Task<LostStream?> stream) => stream.WaitAsync(Wait.Limit, Xunit.TestContext.Current.CancellationToken);
}
