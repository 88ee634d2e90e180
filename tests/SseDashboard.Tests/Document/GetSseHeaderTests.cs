using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Document;

public sealed class GetSseHeaderTests
{
    [Fact]
    public async Task Headers_Http11_AreTheDocuments()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/sse");

        var response = stream.Response;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.Equal(["keep-alive"], response.Headers.Connection);
        Assert.Equal(["no"], response.Headers.GetValues("X-Accel-Buffering"));
    }

    [Fact]
    public async Task Headers_Http2_HaveNoConnectionHeader()
    {
        await using var host = new TestHost();
        using var client = host.Connect(HttpVersion.Version20);
        await using var stream = await host.OpenAsync(client, "/sse");

        Assert.Equal(HttpVersion.Version20, stream.Response.Version);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType?.ToString());
        Assert.Empty(stream.Response.Headers.Connection);
        Assert.StartsWith("id: ", await stream.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_AnyVersion_HaveNoLengthAndNoHistory()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/sse");

        Assert.False(stream.Response.Content.Headers.NonValidated.Contains("Content-Length"));
        Assert.False(stream.Response.Headers.Contains("ETag"));
        Assert.False(stream.Response.Content.Headers.Contains("Last-Modified"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("gzip, deflate, br, zstd")]
    public async Task Body_ClientAcceptsCompression_IsNotCompressed(string accepted)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        client.DefaultRequestHeaders.Add("Accept-Encoding", accepted);
        await using var stream = await host.OpenAsync(client, "/sse");

        Assert.Empty(stream.Response.Content.Headers.ContentEncoding);
        Assert.Equal("id: 1727521483977\nevent: init\ndata: Init flow stream\n\n", await stream.NextAsync());
    }
}
