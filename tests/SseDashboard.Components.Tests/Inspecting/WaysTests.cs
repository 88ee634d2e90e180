using SseDashboard.Inspecting;
using SseDashboard.Observing;

namespace SseDashboard.Components.Tests.Inspecting;

/// <summary>What each way sends of the form.</summary>
public sealed class WaysTests
{
    [Fact]
    public void EventSource_SendsAGetWithoutHeadersAndBody()
    {
        var draft = Filled(ObservedWay.EventSource).ToDraft();

        Assert.Equal(("GET", "", 0), (draft.Method, draft.Body, draft.Headers.Count));
        Assert.Equal((ObservedWay.EventSource, ObservedCookies.SameOrigin, "tick, final"), (draft.Way, draft.Cookies, draft.Types));
    }

    [Fact]
    public void Fetch_LeavesOutTheHeadersThatABrowserForbids()
    {
        var draft = Filled(ObservedWay.Fetch).ToDraft();

        Assert.Equal(["Authorization"], draft.Headers.Select(header => header.Name));
        Assert.Equal(("POST", "{}", ObservedCookies.Omit), (draft.Method, draft.Body, draft.Cookies));
    }

    [Fact]
    public void Fetch_OfGet_SendsNoBody()
    {
        var fields = Filled(ObservedWay.Fetch);
        fields.Method = "GET";

        Assert.Equal("", fields.ToDraft().Body);
    }

    [Fact]
    public void Host_SendsEverythingButTheBrowsersCookies()
    {
        var draft = Filled(ObservedWay.Host).ToDraft();

        Assert.Equal(["Authorization", "Cookie", "Sec-Fetch-Mode"], draft.Headers.Select(header => header.Name));
        Assert.Equal(("POST", "{}", ObservedCookies.SameOrigin), (draft.Method, draft.Body, draft.Cookies));
    }

    [Theory]
    [InlineData(ObservedWay.EventSource, "", "message open error")]
    [InlineData(ObservedWay.EventSource, "tick, message,, final ", "message open error tick final")]
    [InlineData(ObservedWay.Host, "tick", "message open error tick")]
    [InlineData(ObservedWay.Fetch, " ", null)]
    public void Listeners_OfAList_IncludeThoseThatEveryPageHas(ObservedWay way, string types, string? listeners) =>
        Assert.Equal(listeners?.Split(' '), Ways.Listeners(way, types));

    [Theory]
    [InlineData("https://a/?api_key=1", true)]
    [InlineData("https://me:pw@a/", true)]
    [InlineData("https://a/?api_key=", false)]
    [InlineData("https://a/?page=1", false)]
    public void Address_WithASecret_IsMasked(string address, bool isSecret) => Assert.Equal(isSecret, new RequestFields { Address = address }.IsAddressSecret);

    private static RequestFields Filled(ObservedWay way)
    {
        var fields = new RequestFields { Way = way, Method = "POST", Body = "{}", Cookies = ObservedCookies.Omit, Types = "tick, final" };
        fields.Headers.AddRange([new() { Name = "Authorization", Value = "x" }, new() { Name = "Cookie", Value = "a=1" }, new() { Name = "Sec-Fetch-Mode", Value = "cors" }]);
        return fields;
    }
}
