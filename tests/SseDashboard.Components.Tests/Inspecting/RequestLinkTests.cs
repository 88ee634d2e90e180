using Microsoft.AspNetCore.WebUtilities;
using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting;

public sealed class RequestLinkTests
{
    [Fact]
    public void Request_Linked_KeepsItsPartsWithoutSecrets()
    {
        string link = RequestLink.Of(new("http://a/?token=hidden&x=1", "POST", [new("Accept", "a: b"), new("X-Api-Key", "hidden")], "hidden"));

        var query = QueryHelpers.ParseQuery(new Uri(new("http://dashboard/"), link).Query);
        Assert.Equal(("http://a/?token=&x=1", "POST"), (query["url"].ToString(), query["method"].ToString()));
        Assert.Equal([new("Accept", "a: b"), new ObservedHeader("X-Api-Key", "")], RequestLink.Headers(query["headers"].ToString()));
        Assert.DoesNotContain("hidden", link, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_WithoutHeaders_HasOnlyItsAddressInTheLink() => Assert.Equal("inspect?url=http%3A%2F%2Fa%2F", RequestLink.Of(RequestDraft.Get("http://a/")));

    [Theory]
    [InlineData(ObservedWay.Fetch, ObservedCookies.Include, "inspect?url=http%3A%2F%2Fa%2F&way=fetch&types=tick&cookies=include")]
    [InlineData(ObservedWay.EventSource, ObservedCookies.SameOrigin, "inspect?url=http%3A%2F%2Fa%2F&way=eventsource&types=tick")]
    public void Way_Linked_IsReadBack(ObservedWay way, ObservedCookies cookies, string link)
    {
        Assert.Equal(link, RequestLink.Of(RequestDraft.Get("http://a/") with { Way = way, Cookies = cookies, Types = "tick" }));
        var query = QueryHelpers.ParseQuery(new Uri(new("http://dashboard/"), link).Query);
        Assert.Equal((way, cookies), (RequestLink.Way(query["way"].ToString()), RequestLink.Cookies(query.GetValueOrDefault("cookies").ToString())));
        Assert.Equal(ObservedWay.Host, RequestLink.Way("other"));
    }

    [Fact]
    public void Headers_BeyondTheBoundOrWithoutColon_AreLeftOut()
    {
        Assert.Empty(RequestLink.Headers("no colon"));
        Assert.Equal(RequestFields.MaxHeaders, RequestLink.Headers(string.Concat(Enumerable.Repeat("A: 1\n", 100))).Count);
    }
}
