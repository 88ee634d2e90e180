using Microsoft.JSInterop;
using SseDashboard.Feed;

namespace SseDashboard.Components.Tests;

/// <summary>A feed whose module fails to load at first.</summary>
public sealed class BrowserFeedRetryTests : DashboardContext
{
    private static readonly FeedRequest Request = new("/sse", [], null);

    private readonly SlowBrowser _browser;

    public BrowserFeedRetryTests() => _browser = new(JSInterop.JSRuntime);

    public static TheoryData<Exception> Failures => [new JSException("No such module."), new TaskCanceledException()];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Connect_AfterAnImportThatFailed_ImportsAgain(Exception failure)
    {
        await using var feed = new BrowserFeed(_browser, Unexpected);
        _browser.Import = Task.FromException(failure);
        await Assert.ThrowsAsync(failure.GetType(), () => feed.ConnectAsync(Request));
        Assert.False(feed.IsActive, "A page offers Connect only for a feed that is not active.");

        _browser.Import = Task.CompletedTask;
        await feed.ConnectAsync(Request);

        Assert.Equal(["import", "import", "utcOffset", "create", "connect"], _browser.Calls);
    }
}
