using SseDashboard.Observing;
using SseDashboard.Relay;

namespace SseDashboard.Tests.Relay;

/// <summary>What a redirect does to the request, and to its credentials.</summary>
public sealed class RelayRedirectTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n";

    private static readonly (string, string)[] Headers =
    [
        ("Authorization", "Bearer secret-1"), ("Cookie", "session=secret-2"), ("Proxy-Authorization", "Basic secret-3"),
        ("X-Api-Key", "secret-4"), ("DPoP", "secret-5"), ("Last-Event-ID", "7"), ("X-Trace", "kept"),
    ];

    [Theory]
    [InlineData("other.test")]
    [InlineData("127.0.0.1")]
    public async Task Credentials_AcrossOrigins_AreDroppedAndNamed(string host)
    {
        await using var other = new RawServer(Ok);
        await using var server = new RawServer(RedirectTo(other.Url(host)));
        var bench = new RelayBench { Names = { ["other.test"] = [["127.0.0.1"]] } };

        var seen = await bench.ObserveAsync(server.Url(), Headers);

        Assert.Equal(["Authorization", "Cookie", "Proxy-Authorization", "X-Api-Key", "DPoP"], Assert.Single(seen.Redirects).HeadersDropped);
        string second = Assert.Single(other.Requests);
        Assert.DoesNotContain("secret", second, StringComparison.Ordinal);
        Assert.Contains("Last-Event-ID: 7\r\n", second, StringComparison.Ordinal);
        Assert.Contains("X-Trace: kept\r\n", second, StringComparison.Ordinal);
        Assert.Contains("secret-1", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    // With the same host and port, another scheme is another origin: the credentials would leave the encrypted connection.
    [Fact]
    public void Credentials_ToAnotherSchemeOfTheSameHostAndPort_AreDropped()
    {
        var request = RelayBench.Get("https://a.test:8443/", ("Authorization", "Bearer secret"), ("X-Trace", "kept"));
        using var redirect = new HttpResponseMessage(System.Net.HttpStatusCode.Found) { Headers = { Location = new Uri("http://a.test:8443/") } };

        var (next, dropped) = Redirects.Follow(request, redirect)!.Value;
        Assert.Equal(["X-Trace"], next.Headers.Select(header => header.Name));
        Assert.Equal(["Authorization"], dropped);
    }

    [Fact]
    public async Task Credentials_WithinTheOrigin_AreKept()
    {
        int turn = 0;
        await using var server = new RawServer((stream, _) =>
            stream.WriteAsync(Bytes(turn++ == 0 ? RedirectTo("/next") : Ok)).AsTask());

        var seen = await new RelayBench().ObserveAsync(server.Url(), Headers);

        Assert.Empty(Assert.Single(seen.Redirects).HeadersDropped);
        Assert.Equal("/next", seen.Head?.Url.AbsolutePath);
        Assert.All(server.Requests, request => Assert.Contains("Authorization: Bearer secret-1", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_BackAtTheFirstOrigin_StayDropped()
    {
        RawServer? first = null;
        await using var other = new RawServer((stream, _) => stream.WriteAsync(Bytes(RedirectTo(first!.Url(path: "/back")))).AsTask());
        int turn = 0;
        await using (first = new RawServer((stream, _) => stream.WriteAsync(Bytes(turn++ == 0 ? RedirectTo(other.Url()) : Ok)).AsTask()))
        {
            await new RelayBench().ObserveAsync(first.Url(), Headers);

            Assert.Equal(2, first.Requests.Count);
            Assert.DoesNotContain("secret", first.Requests.Last(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cookie_SetByARedirect_IsNotSent()
    {
        int turn = 0;
        await using var server = new RawServer((stream, _) => stream.WriteAsync(Bytes(
            turn++ == 0 ? "HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: tracked=1\r\nContent-Length: 0\r\n\r\n" : Ok)).AsTask());

        await new RelayBench().ObserveAsync(server.Url());

        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain("Cookie", server.Requests.Last(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(301, "POST", "GET")]
    [InlineData(302, "POST", "GET")]
    [InlineData(303, "POST", "GET")]
    [InlineData(303, "PUT", "GET")]
    [InlineData(302, "PUT", "PUT")]
    [InlineData(307, "POST", "POST")]
    [InlineData(308, "POST", "POST")]
    public async Task Body_IsKeptOrDroppedAsInABrowser(int status, string method, string next)
    {
        int turn = 0;
        await using var server = new RawServer((stream, _) => stream.WriteAsync(Bytes(turn++ == 0 ? RedirectTo("/next", status) : Ok)).AsTask());

        var seen = await new RelayBench().ObserveAsync(
            new RelayRequest(new Uri(server.Url()), method, [new("Content-Type", "application/json")], "{}"));

        string second = server.Requests.Last();
        Assert.StartsWith($"{next} /next HTTP/1.1\r\n", second, StringComparison.Ordinal);
        Assert.Equal(next != "GET", second.EndsWith("{}", StringComparison.Ordinal));
        Assert.Equal(next != "GET", second.Contains("Content-Type: application/json", StringComparison.Ordinal));
        Assert.Equal(next != "GET" ? [] : ["Content-Type"], Assert.Single(seen.Redirects).HeadersDropped);
    }

    [Fact]
    public async Task Redirects_WithoutEnd_StopAtTheBound()
    {
        await using var server = new RawServer(RedirectTo("/again"));

        var seen = await new RelayBench { Options = new() { MaxRedirects = 3 } }.ObserveAsync(server.Url());

        Assert.Equal((ObservedEndKind.Failed, ObservedFailure.Protocol), (seen.End?.Kind, seen.End?.Failure));
        Assert.Contains("more than 3 times (Relay:MaxRedirects)", seen.End!.Reason, StringComparison.Ordinal);
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(3, seen.Redirects.Count);
    }

    [Fact]
    public async Task Redirect_WithoutALocation_IsTheAnswer()
    {
        await using var server = new RawServer("HTTP/1.1 302 Found\r\nContent-Length: 4\r\n\r\nlost");

        var seen = await new RelayBench().ObserveAsync(server.Url());

        Assert.Equal((302, ObservedEndKind.Completed), (seen.Head?.Status, seen.End?.Kind));
        Assert.Equal("lost"u8, seen.BodyStart.Span);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private static string RedirectTo(string location, int status = 302) =>
        $"HTTP/1.1 {status} Redirect\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";
}
