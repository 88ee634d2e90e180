using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SseDashboard.Observing;

namespace SseDashboard.Tests.Relay;

/// <summary>Each way to fail, in a sentence of its own, with the head and the beginning of the body where there are any.</summary>
public sealed class RelayFailureTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

    [Fact]
    public async Task Name_Unknown_IsSaid() => RelayBoundTests.AssertFailed(
        await new RelayBench().ObserveAsync("http://mistyped.test/"), ObservedFailure.Name, "There is no host named mistyped.test.");

    [Fact]
    public async Task Connection_Refused_IsSaidWithThePort()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        int port = ((IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();

        RelayBoundTests.AssertFailed(
            await new RelayBench().ObserveAsync($"http://127.0.0.1:{port}/"), ObservedFailure.Refused, $"port {port} (127.0.0.1)", "nothing listens there");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    [InlineData("\u0015\u0003\u0001\u0000\u0002\u0002\u0046")] // a TLS alert, from a port that speaks https
    public async Task Connection_ClosedBeforeTheHeadIsComplete_IsSaid(string start)
    {
        await using var server = new RawServer(start);

        RelayBoundTests.AssertFailed(await new RelayBench().ObserveAsync(server.Url()), ObservedFailure.Cut, "closed the connection before the head", $"Check that port {server.Port} speaks http.");
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 two hundred\r\n\r\n")]
    public async Task Answer_ThatIsNotHttp_IsSaid(string answer)
    {
        await using var server = new RawServer(answer);

        RelayBoundTests.AssertFailed(
            await new RelayBench().ObserveAsync(server.Url()), ObservedFailure.Protocol, "did not answer with valid HTTP", $"Check that port {server.Port} speaks http.");
    }

    [Fact]
    public async Task Body_CutOff_IsSaidAndKeepsWhatCame()
    {
        await using var server = new RawServer($"{Head}Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n9\r\ndata:");

        var seen = await new RelayBench().ObserveAsync(server.Url());

        RelayBoundTests.AssertFailed(seen, ObservedFailure.Cut, "The connection broke after 14 bytes of the body");
        Assert.Equal((200, 1), (seen.Head?.Status, seen.Counts.Events));
        Assert.Equal("data:"u8, seen.Unfinished!.Bytes.Span);
    }

    [Fact]
    public async Task Body_WithBrokenChunks_IsSaid()
    {
        await using var server = new RawServer($"{Head}Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\nnine\r\n");

        RelayBoundTests.AssertFailed(await new RelayBench().ObserveAsync(server.Url()), ObservedFailure.Protocol, "not valid HTTP after ");
    }

    [Theory]
    [InlineData("404 Not Found", "text/html", "The server answered 404 Not Found, not 200 OK.")]
    [InlineData("204 No Content", "text/event-stream", "The server answered 204 No Content, not 200 OK.")]
    [InlineData("299 Whatever", "text/event-stream", "The server answered 299, not 200 OK.")]
    [InlineData("200 OK", "application/json; charset=utf-8", "The content type of the response is application/json, not text/event-stream.")]
    public async Task Answer_OtherThanAStream_IsSaidWithItsHeadAndBody(string status, string type, string reason)
    {
        string body = status.StartsWith("204", StringComparison.Ordinal) ? "" : "<h1>Sorry</h1>";
        await using var server = new RawServer($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nX-Reason: gone\r\n\r\n{body}");

        var seen = await new RelayBench().ObserveAsync(server.Url());

        Assert.Equal((ObservedEndKind.Completed, reason), (seen.End?.Kind, seen.End?.Reason));
        Assert.Equal((int.Parse(status[..3], null), "HTTP/1.1"), (seen.Head!.Status, seen.Head.Protocol));
        Assert.Contains(new ObservedHeader("X-Reason", "gone"), seen.Head.Headers);
        Assert.Equal(body, Encoding.ASCII.GetString(seen.BodyStart.Span));
    }

    [Fact]
    public async Task Answer_WithoutAContentType_IsSaid()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\n\r\ndata: x\n\n");

        Assert.Equal("The response has no content type; an event stream needs text/event-stream.", (await new RelayBench().ObserveAsync(server.Url())).End?.Reason);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Stream_Compressed_IsDecodedAsItArrivesAndSaysSo(string coding)
    {
        var next = new SemaphoreSlim(0);
        await using var server = new RawServer(async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Head}Content-Encoding: {coding}\r\n\r\n"));
            await using Stream encoder = coding switch
            {
                "gzip" => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true),
                "deflate" => new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true),
                _ => new BrotliStream(stream, CompressionLevel.Optimal, leaveOpen: true),
            };
            await encoder.WriteAsync("data: a\n\n"u8.ToArray());
            await encoder.FlushAsync();
            await next.WaitAsync();
            await encoder.WriteAsync("data: b\n\n"u8.ToArray());
        });
        var bench = new RelayBench();
        var request = RelayBench.Get(server.Url());
        var observation = bench.Observe(request);

        var observing = bench.Client.ObserveAsync(request, observation, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => observation.Snapshot().Counts.Events == 1, "the first event arrives before the second is sent");
        next.Release();
        await Wait.ForAsync(observing, "the stream ends");

        var seen = observation.Snapshot();
        Assert.Equal(["a", "b"], seen.Blocks.Select(block => block.Event?.Data));
        Assert.Equal(coding, seen.Head!.Headers.Find("Content-Encoding"));
        Assert.Equal(ObservedEndKind.Completed, seen.End?.Kind);
    }

    [Fact]
    public async Task Body_NotInTheCodingThatItNames_IsSaid()
    {
        await using var server = new RawServer($"{Head}Content-Encoding: gzip\r\n\r\ndata: plain\n\n");

        RelayBoundTests.AssertFailed(
            await new RelayBench().ObserveAsync(server.Url()), ObservedFailure.Protocol, "not in the coding that Content-Encoding names");
    }
}
