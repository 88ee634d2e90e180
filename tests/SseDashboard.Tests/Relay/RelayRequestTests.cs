using System.Net;
using SseDashboard.Relay;

namespace SseDashboard.Tests.Relay;

/// <summary>What the relay sends, and what it refuses to send.</summary>
public sealed class RelayRequestTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n";

    [Fact]
    public async Task Request_Plain_HasTheHeadersOfAnEventSource()
    {
        await using var server = new RawServer(Ok);
        var request = RelayBench.Get(server.Url(path: "/stream?topic=a"));
        // With one, the framework adds a traceparent header.
        using var activity = new System.Diagnostics.Activity("test").Start();

        await new RelayBench().ObserveAsync(request);

        string sent = Assert.Single(server.Requests);
        Assert.StartsWith("GET /stream?topic=a HTTP/1.1\r\n", sent, StringComparison.Ordinal);
        Assert.Equal(
            ["Accept", "Accept-Encoding", "Cache-Control", "User-Agent"],
            request.SentHeaders.Select(header => header.Name).Order());
        Assert.All(request.SentHeaders, header => Assert.Contains($"{header.Name}: {header.Value}\r\n", sent, StringComparison.Ordinal));
        Assert.DoesNotContain("traceparent", sent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Header_OfTheRequest_ReplacesTheDefault()
    {
        await using var server = new RawServer(Ok);

        await new RelayBench().ObserveAsync(server.Url(), ("accept", "application/x-ndjson"), ("Last-Event-ID", "…"));

        string sent = Assert.Single(server.Requests);
        Assert.Contains("accept: application/x-ndjson\r\n", sent, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("text/event-stream", sent, StringComparison.Ordinal);
        // UTF-8, as the server received it byte by byte.
        Assert.Contains("Last-Event-ID: \u00E2\u0080\u00A6\r\n", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_IsSentAsUtf8()
    {
        await using var server = new RawServer(Ok);

        await new RelayBench().ObserveAsync(new RelayRequest(new Uri(server.Url()), "POST", [], "{\"q\":\"é\"}"));

        string sent = Assert.Single(server.Requests);
        Assert.Contains("Content-Type: text/plain; charset=UTF-8\r\n", sent, StringComparison.Ordinal);
        Assert.EndsWith("{\"q\":\"\u00C3\u00A9\"}", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "other.test", "The relay sets the header Host itself")]
    [InlineData("connection", "keep-alive", "sets the header connection itself")]
    [InlineData("Transfer-Encoding", "chunked", "sets the header Transfer-Encoding itself")]
    [InlineData("Content-Length", "0", "sets the header Content-Length itself")]
    [InlineData("Upgrade", "h2c", "sets the header Upgrade itself")]
    [InlineData("Expect", "100-continue", "sets the header Expect itself")]
    [InlineData("X-A", "1\r\nHost: other.test", "The value of the header X-A contains a line break")]
    [InlineData("X-A", "1\nX-B: 2", "The value of the header X-A contains a line break")]
    [InlineData("X-A", "1\0", "The value of the header X-A contains a line break or another control character")]
    [InlineData("X-A: 1\r\nX-B", "2", "is not a header name")]
    [InlineData("X A", "1", "'X A' is not a header name")]
    [InlineData("", "1", "'' is not a header name")]
    [InlineData("Höst", "1", "is not a header name")]
    public async Task Header_OfTheConnectionOrWithALineBreak_IsForbidden(string name, string value, string reason)
    {
        await using var server = new RawServer(Ok);
        var bench = new RelayBench();

        RelayAddressTests.AssertForbidden(await bench.ObserveAsync(server.Url(), (name, value)), reason);
        Assert.Empty(bench.Connected);
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("trace")]
    [InlineData("GET / HTTP/1.1\r\nHost: other.test\r\n\r\nGET")]
    [InlineData("")]
    public async Task Method_OtherThanOfAPlainRequest_IsForbidden(string method)
    {
        var bench = new RelayBench();

        RelayAddressTests.AssertForbidden(
            await bench.ObserveAsync(new RelayRequest(new Uri("http://127.0.0.1:5160/"), method, [], null)), "The relay does not send the method");
        Assert.Empty(bench.Connected);
    }

    [Fact]
    public async Task Request_BeyondABound_IsForbiddenAndNamesIt()
    {
        var bench = new RelayBench { Options = new() { MaxRequestHeaders = 2, MaxRequestHeadBytes = 1_024, MaxRequestBodyBytes = 1_024 } };
        const string url = "http://127.0.0.1:5160/";

        RelayAddressTests.AssertForbidden(await bench.ObserveAsync(url, ("A", "1"), ("B", "2"), ("C", "3")), "has 3 headers", "Relay:MaxRequestHeaders");
        RelayAddressTests.AssertForbidden(await bench.ObserveAsync(url, ("A", new string('a', 1_001)), ("B", "2")), "1,026 bytes", "Relay:MaxRequestHeadBytes");
        RelayAddressTests.AssertForbidden(
            await bench.ObserveAsync(new RelayRequest(new Uri(url), "POST", [], new string('é', 513))), "a body of 1,026 bytes", "Relay:MaxRequestBodyBytes");
        Assert.Empty(bench.Connected);
    }

    // The framework asks the proxy of the environment unless told otherwise; it would resolve the name itself, unchecked.
    [Fact]
    public async Task Proxy_OfTheProcess_IsNotUsed()
    {
        await using var proxy = new RawServer(Ok);
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new OneHostProxy("proxied.test", new Uri(proxy.Url()), before);
        try
        {
            await using var server = new RawServer(Ok);
            var bench = new RelayBench { Names = { ["proxied.test"] = [["203.0.113.1"]] } };

            Assert.Equal(1, (await bench.ObserveAsync(server.Url("proxied.test"))).Counts.Events);
            Assert.Single(server.Requests);
            Assert.Empty(proxy.Requests);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    // Other tests run at the same time, and must not notice.
    private sealed class OneHostProxy(string host, Uri address, IWebProxy others) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => destination.Host == host ? address : others.GetProxy(destination);

        public bool IsBypassed(Uri target) => target.Host != host && others.IsBypassed(target);
    }
}
