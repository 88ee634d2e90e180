using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests;

public sealed class NotFoundTests
{
    [Fact]
    public async Task Address_Unknown_IsAnsweredWithThePageAndLogsNoProblem()
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        using var response = await host.SendAsync(client, HttpMethod.Get, "/nope");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(host.Logs.Problems);
    }
}
