using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Hosting.Requests;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Document;

/// <summary>A page asks why its EventSource was refused, which counts and opens nothing.</summary>
public sealed class RefusalQuestionTests
{
    [Fact]
    public async Task Question_AfterA503_RepeatsItOnceForAnyOriginThatMayReadTheStream()
    {
        await using var host = new TestHost(("Streams:MaxConnections", "1"));
        using var client = host.Connect();
        using var watcher = host.Services.GetRequiredService<WireTaps>().Watch();
        await using var taken = await host.OpenAsync(client, "/sse");
        string path = $"/sse?watch={watcher.Token}";
        using var refused = await host.SendAsync(client, HttpMethod.Get, path);
        var problem = await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);

        using var answer = await AskAsync(client, path);

        Assert.Equal($"{problem}", $"{await Problem.OfAsync(answer, HttpStatusCode.ServiceUnavailable)}");
        Assert.Equal(refused.Headers.RetryAfter, answer.Headers.RetryAfter);
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        foreach (var response in new[] { refused, answer })
            Assert.Equal(["Retry-After"], response.Headers.GetValues("Access-Control-Expose-Headers"));
        Assert.Equal(1, host.Services.GetRequiredService<ConnectionRegistry>().Totals.Refused.Values.Sum());
        Assert.Equal(1, watcher.Refused);
        using var again = await AskAsync(client, path);
        Assert.Equal(HttpStatusCode.NotAcceptable, again.StatusCode);
    }

    [Fact]
    public async Task Question_AfterA400_RepeatsItUncounted()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var watcher = host.Services.GetRequiredService<WireTaps>().Watch();
        string path = $"/sse?heartbeatMs=x&watch={watcher.Token}";
        using var refused = await host.SendAsync(client, HttpMethod.Get, path);
        var problem = await Problem.OfAsync(refused, HttpStatusCode.BadRequest);

        using var answer = await AskAsync(client, path);

        Assert.Equal($"{problem}", $"{await Problem.OfAsync(answer, HttpStatusCode.BadRequest)}");
        Assert.Equal((1, 1), (host.Services.GetRequiredService<RefusalCounter>().Total, watcher.Refused));
    }

    [Fact]
    public async Task Question_WithoutRefusal_IsNotAcceptableAndOpensNothing()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var watcher = host.Services.GetRequiredService<WireTaps>().Watch();

        foreach (string token in new[] { watcher.Token, "unknown" })
        {
            using var answer = await AskAsync(client, $"/sse?watch={token}");
            Assert.Equal(HttpStatusCode.NotAcceptable, answer.StatusCode);
        }

        Assert.Equal(0, host.Services.GetRequiredService<ConnectionRegistry>().Totals.Opened);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string path)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, path);
        question.Headers.Add("Accept", "application/problem+json");
        question.Headers.Add("Origin", "https://example.com");
        return await client.SendAsync(question, TestContext.Current.CancellationToken);
    }
}
