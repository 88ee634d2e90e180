using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Document;

/// <summary>Anyone may open the document's stream, which must not lock out clients with the access token.</summary>
public sealed class OpenShareTests
{
    private const string Token = "0123456789abcdef";

    [Theory]
    [InlineData(null)]
    [InlineData(Token)]
    public async Task Sse_ShareTaken_IsRefusedWhileABroadcastStillOpens(string? token)
    {
        (string, string)[] settings = [("Streams:MaxConnections", "4"), ("Streams:MaxPublicShare", "0.5")];
        await using var host = new TestHost(token is null ? settings : [.. settings, ("Security:AccessToken", token)]);
        using var anyone = host.Connect();
        await using var get = await host.OpenAsync(anyone, "/sse?heartbeatMs=1000");
        await using var post = await host.OpenAsync(anyone, new HttpRequestMessage(HttpMethod.Post, "/sse")
        {
            Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
        });
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var refused = await host.SendAsync(anyone, method, "/sse", method == HttpMethod.Post ? "{}" : null);
            var problem = await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);
            Assert.Contains("2 event streams that anyone may open", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.True(refused.Headers.Contains("Retry-After"));
        }

        using var holder = host.Connect();
        holder.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        await using var broadcast = await host.OpenAsync(holder, "/broadcast/news");
        Assert.Equal(HttpStatusCode.OK, broadcast.Response.StatusCode);
    }
}
