using Bunit;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class RecentRequestsTests : DashboardContext
{
    private readonly BunitJSModuleInterop _store;
    private readonly RecentRequests _recent;

    public RecentRequestsTests()
    {
        _store = JSInterop.SetupModule("./js/inspect/recent.js");
        _recent = new(JSInterop.JSRuntime);
    }

    [Fact]
    public async Task Request_Added_IsKeptWithoutSecretsAndOnce()
    {
        _store.Setup<bool>("write", _ => true).SetResult(true);
        var request = new RequestDraft("http://a/?token=hidden", "POST", [new("Cookie", "hidden"), new("Accept", "x")], "hidden");
        await _recent.AddAsync(request);
        await _recent.AddAsync(RequestDraft.Get("http://b/"));
        await _recent.AddAsync(request);

        Assert.Equal(["http://a/?token=", "http://b/"], _recent.Requests.Select(kept => kept.Address));
        var written = Assert.IsType<string[]>(_store.Invocations["write"][^1].Arguments[0]);
        Assert.Equal(2, written.Length);
        Assert.DoesNotContain("hidden", string.Concat(written), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_BeyondTheBounds_AreNotKept()
    {
        _store.Setup<bool>("write", _ => true).SetResult(true);
        await _recent.AddAsync(RequestDraft.Get($"http://a/{new string('x', 3_000)}"));
        Assert.Empty(_recent.Requests);

        for (int i = 0; i < 20; i++)
            await _recent.AddAsync(RequestDraft.Get($"http://a/{i}"));
        Assert.Equal(RecentRequests.Most, _recent.Requests.Count);
        Assert.Equal("http://a/19", _recent.Requests[0].Address);
    }

    [Fact]
    public async Task Way_Added_IsKept()
    {
        _store.Setup<bool>("write", _ => true).SetResult(true);
        await _recent.AddAsync(RequestDraft.Get("http://a/?token=hidden") with { Way = ObservedWay.EventSource, Types = "tick", Cookies = ObservedCookies.Include });
        var written = Assert.IsType<string[]>(_store.Invocations["write"][^1].Arguments[0]);
        _store.Setup<string[]>("read").SetResult([.. written, written[0].Replace("\"Way\":0", "\"Way\":9", StringComparison.Ordinal)]);
        await _recent.LoadAsync();

        var kept = Assert.Single(_recent.Requests);
        Assert.Equal((ObservedWay.EventSource, "tick", ObservedCookies.Include, "http://a/?token="), (kept.Way, kept.Types, kept.Cookies, kept.Address));
    }

    [Fact]
    public async Task Store_WithForeignEntries_GivesTheRest()
    {
        _store.Setup<string[]>("read").SetResult(["{", "null", "{\"Address\":1}", "{\"Address\":\"http://a/\"}", """{"Address":"http://b/","Method":"GET","Headers":[{"Name":"A","Value":"1"}],"Body":""}"""]);
        await _recent.LoadAsync();

        var kept = Assert.Single(_recent.Requests);
        Assert.Equal(("http://b/", new ObservedHeader("A", "1")), (kept.Address, kept.Headers[0]));
    }
}
