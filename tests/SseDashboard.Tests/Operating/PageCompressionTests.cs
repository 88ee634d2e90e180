using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Operating;

public sealed class PageCompressionTests
{
    [Theory]
    [InlineData("/", "br")]
    [InlineData("/learn/get", "br")]
    [InlineData("/sse?messages=1&interval=50", null)]
    [InlineData("/health/live", null)]
    public async Task Response_ToABrowser_IsCompressedIfItIsAPage(string path, string? encoding)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Http1, path));
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, host.HangGuard);

        response.EnsureSuccessStatusCode();
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
    }
}
