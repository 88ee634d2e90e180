using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using MudBlazor.Interop;
using MudBlazor.Services;
using SseDashboard.Feed;
using SseDashboard.Feed.Log;
using SseDashboard.Interop;
using SseDashboard.Streams;

namespace SseDashboard.Components.Tests;

/// <summary>A circuit without a browser: JavaScript is strict, apart from MudBlazor's own.</summary>
public abstract class DashboardContext : BunitContext
{
    private readonly BunitJSModuleInterop _rowKeys;

    // bUnit's own second is not enough on a busy machine.
    static DashboardContext() => DefaultWaitTimeout = Wait.Limit;

    protected DashboardContext()
    {
        // A page is rendered without the layout, which has the provider.
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddScoped<PageReturn>();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddServerSentEvents();
        JSInterop.Setup<BoundingClientRect[]>("mudResizeObserver.connect", _ => true).SetResult([]);
        JSInterop.Setup<BoundingClientRect>("mudElementRef.getBoundingClientRect", _ => true).SetResult(new());
        JSInterop.SetupVoid(call => call.Identifier.StartsWith("mud", StringComparison.Ordinal)).SetVoidResult();

        var follower = JSInterop.SetupModule("./js/dashboard/follow-tail.js").SetupModule("start", _ => true);
        follower.SetupVoid("stop").SetVoidResult();
        follower.SetupVoid("toEnd").SetVoidResult();
        follower.SetupVoid("show", _ => true).SetVoidResult();
        _rowKeys = JSInterop.SetupModule("./js/keys/row-keys.js");
        _rowKeys.SetupModule("start", _ => true).SetupVoid("stop").SetVoidResult();
        FieldChanges = JSInterop.SetupModule("./js/dashboard/form-values.js").Setup<Dictionary<string, string>>("changes", _ => true);
        FieldChanges.SetResult([]);
        BrowserTime = JSInterop.SetupModule("./js/protocol/clock.js").Setup<double>("now");
        BrowserTime.SetResult(0);

        var module = JSInterop.SetupModule("./js/dashboard/browser-feed.js");
        UtcOffset = module.Setup<int>("utcOffset");
        UtcOffset.SetResult(120);
        Browser = module.SetupModule("create", _ => true);
        foreach (string command in new[] { "connect", "stop", "closeOn", "clear", "filter", "dispose" })
            Browser.SetupVoid(command, _ => true).SetVoidResult();
    }

    /// <summary>The feed's half in the browser: what the page asked of it.</summary>
    protected BunitJSModuleInterop Browser { get; }

    /// <summary>The keyboard of the list that was rendered last, as the browser calls it.</summary>
    protected RowKeys Keys => ((DotNetObjectReference<RowKeys>)_rowKeys.Invocations["start"][^1].Arguments[1]!).Value;

    /// <summary>What the browser answers when it is asked for rows: the number of the first one and how many.</summary>
    protected JSRuntimeInvocationHandler<FeedPage> RowsAsked => Browser.Setup<FeedPage>("rows", _ => true);

    /// <summary>What the browser answers when it is asked for rows of the filtered view.</summary>
    protected JSRuntimeInvocationHandler<MatchPage?> MatchesAsked => Browser.Setup<MatchPage?>("matches", _ => true);

    /// <summary>What the browser answers when it is asked how far it is from UTC.</summary>
    protected JSRuntimeInvocationHandler<int> UtcOffset { get; }

    /// <summary>What the browser answers when it is asked for its time.</summary>
    protected JSRuntimeInvocationHandler<double> BrowserTime { get; }

    /// <summary>What the browser answers when asked which fields differ from what the circuit knows.</summary>
    protected JSRuntimeInvocationHandler<Dictionary<string, string>> FieldChanges { get; }

    /// <summary>Runs an action as a circuit that is idle does.</summary>
    protected static Task AtOnce(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    /// <summary>Where a test expects no error to be shown.</summary>
    protected static Task Unexpected(Exception error) => Task.FromException(error);

    /// <summary>A connected feed, without a page around it.</summary>
    protected async Task<BrowserFeed> ConnectedFeedAsync()
    {
        var feed = new BrowserFeed(JSInterop.JSRuntime, Unexpected);
        await feed.ConnectAsync(new("/sse", [], null));
        feed.Take([Items.Connecting(), Items.Opened()]);
        return feed;
    }
}
