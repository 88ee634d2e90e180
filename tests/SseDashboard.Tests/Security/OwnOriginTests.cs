using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using SseDashboard.Tests.Hosting;
using SseDashboard.Tests.Jobs;

namespace SseDashboard.Tests.Security;

public sealed class OwnOriginTests
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "something-new")]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "not a url")]
    public async Task Change_PageOfAnotherOrigin_IsRefused(string name, string value)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string job = await host.StartJobAsync(client, JobClient.Long);

        using (var start = await host.SendAsync(client, HttpMethod.Post, "/jobs", "{}", (name, value)))
            await Problem.OfAsync(start, HttpStatusCode.Forbidden);
        using (var cancel = await host.SendAsync(client, HttpMethod.Delete, job, null, (name, value)))
            await Problem.OfAsync(cancel, HttpStatusCode.Forbidden);
        Assert.False(host.Job(job).CancelRequested);
    }

    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("same-origin", false)]
    [InlineData("none", false)]
    [InlineData(null, true)]
    [InlineData(null, false)]
    public async Task Change_OwnPageOrNoPage_IsAllowed(string? site, bool withOrigin)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var headers = new List<(string, string)>();
        if (site is not null)
            headers.Add(("Sec-Fetch-Site", site));
        if (withOrigin)
            headers.Add(("Origin", host.Http1.GetLeftPart(UriPartial.Authority)));
        using var response = await host.SendAsync(client, HttpMethod.Post, "/jobs", """{"limit": 10}""", [.. headers]);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    // A page can send such a GET with an image or a link, without a preflight.
    [Theory]
    [InlineData("/broadcast/evil", "Sec-Fetch-Site", "cross-site")]
    [InlineData("/broadcast/evil", "Sec-Fetch-Site", "same-site")]
    [InlineData("/broadcast/evil", "Origin", "null")]
    [InlineData("/idle-proxy/5/broadcast/evil", "Sec-Fetch-Site", "cross-site")]
    [InlineData("/labs/load", "Sec-Fetch-Site", "cross-site")]
    [InlineData("/jobs/1-0000", "Origin", "https://attacker.example")]
    [InlineData("/jobs/1-0000/events", "Sec-Fetch-Site", "cross-site")]
    public async Task Get_PageOfAnotherOrigin_OpensNothing(string path, string name, string value)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Get, path, null, (name, value));

        await Problem.OfAsync(response, HttpStatusCode.Forbidden);
        Assert.Equal(0, host.OpenStreams);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sse")]
    public async Task Get_LinkedFromAnotherOrigin_IsAnswered(string path)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        await using var page = await host.OpenAsync(client, request);

        Assert.Equal(HttpStatusCode.OK, page.Response.StatusCode);
    }

    // A valid header does not make up for an invalid one.
    [Fact]
    public async Task Change_SameOriginWithAForeignOrigin_IsRefused()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Post, "/jobs", "{}",
            ("Sec-Fetch-Site", "same-origin"), ("Origin", "https://attacker.example"));

        await Problem.OfAsync(response, HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("POST", "/jobs")]
    [InlineData("DELETE", "/jobs/1-0000")]
    public async Task Preflight_ForAChange_IsNotAllowed(string method, string path)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Options, path, null,
            ("Origin", "https://attacker.example"), ("Access-Control-Request-Method", method));

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Methods"));
    }

    // The content types that browsers send across origins without a preflight.
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData(null)]
    public async Task Change_BodyThatIsNotJson_IsRefused(string? type)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var content = new ByteArrayContent("""{"limit": 10}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        using var response = await client.PostAsync("/jobs", content, host.HangGuard);

        await Problem.OfAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("application/json", Assert.Single(response.Headers.GetValues("Accept")));
    }

    // Browsers open WebSockets to any host without a preflight.
    [Fact]
    public async Task WebSocket_PageOfAnotherOrigin_IsRefused()
    {
        await using var host = new TestHost();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", "https://attacker.example");

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new($"ws://{host.Http1.Authority}/_blazor"), host.HangGuard));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task WebSocket_OwnPage_IsAccepted()
    {
        await using var host = new TestHost();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", host.Http1.GetLeftPart(UriPartial.Authority));

        await Wait.ForAsync(
            socket.ConnectAsync(new($"ws://{host.Http1.Authority}/_blazor"), host.HangGuard), "the host accepts the WebSocket");
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    // Blazor's client starts a circuit with a POST that is not JSON.
    [Theory]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    public async Task Circuit_Negotiated_ByOwnPagesOnly(string site, HttpStatusCode status)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(
            client, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, ("Sec-Fetch-Site", site));

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Change_ForeignHostName_IsRefused()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Post, "/jobs", "{}",
            ("Host", "attacker.example"), ("Origin", "http://attacker.example"), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
