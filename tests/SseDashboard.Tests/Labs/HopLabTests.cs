using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Labs;

public sealed class HopLabTests
{
    private const string Load = "labs/load?rate=1000&seconds=1";

    [Theory]
    [InlineData("none")]
    [InlineData("buffer,obey")]
    [InlineData("flush")]
    public async Task Hop_ThatDoesNotBuffer_PassesEachEventOn(string settings)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, $"/labs/hop/{settings}/{Load}");
        // The load writes every five milliseconds.
        foreach (int due in new[] { 5, 10 })
        {
            MoveTo(host, due);
            for (int i = due - 4; i <= due; i++)
                Assert.StartsWith($"id: {i}\n", await stream.NextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Hop_ThatBuffers_PassesNothingOnUntilItsBufferIsFull()
    {
        await using var host = new TestHost(("Hop:BufferBytes", "1000"));
        using var client = host.Connect();
        var opening = host.OpenAsync(client, $"/labs/hop/buffer/{Load}");
        await Wait.UntilAsync(() => host.OpenStreams == 1, "the hop has opened the stream");
        MoveTo(host, 9);
        await Task.Yield();
        Assert.False(opening.IsCompleted, "900 bytes are less than the buffer, but the headers were passed on.");
        MoveTo(host, 10);

        await using var stream = await Wait.ForAsync(opening, "the buffer is full, so the hop passes it on");
        for (int i = 1; i <= 10; i++)
            Assert.StartsWith($"id: {i}\n", await stream.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hop_ThatCompresses_DoesSoForClientsThatAcceptIt()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var request = new HttpRequestMessage(HttpMethod.Get, $"/labs/hop/gzip,flush/{Load}");
        request.Headers.Add("Accept-Encoding", "gzip");
        await using var zipped = await host.OpenAsync(client, request);
        Assert.Equal(["gzip"], zipped.Response.Content.Headers.ContentEncoding);
        await using var plain = await host.OpenAsync(client, $"/labs/hop/gzip,flush/{Load}");
        Assert.Empty(plain.Response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Hop_ForThePageOfTheOtherLoopbackName_SendsWhatItsSettingsSay()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string origin = $"http://localhost:{host.Http1.Port}";
        await using var any = await OpenAsync(host, client, "any", origin);
        Assert.Equal(["*"], any.Response.Headers.GetValues("Access-Control-Allow-Origin"));
        await using var named = await OpenAsync(host, client, "origin,credentials", origin);
        Assert.Equal([origin], named.Response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["true"], named.Response.Headers.GetValues("Access-Control-Allow-Credentials"));
        Assert.Equal(["Origin"], named.Response.Headers.Vary);
    }

    [Theory]
    [InlineData("https://evil.example", null)]
    [InlineData("http://localhost:1", null)]
    [InlineData("null", null)]
    [InlineData(null, "cross-site")]
    public async Task Hop_ForThePageOfAnotherSite_IsRefused(string? origin, string? site)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        (string, string)[] headers = [.. new[] { ("Origin", origin), ("Sec-Fetch-Site", site) }.Where(header => header.Item2 is not null).Select(header => (header.Item1, header.Item2!))];

        await Problem.OfAsync(await host.SendAsync(client, HttpMethod.Get, $"/labs/hop/any/{Load}", null, headers), HttpStatusCode.Forbidden);
        await Problem.OfAsync(await host.SendAsync(client, HttpMethod.Get, "/labs/hop/sign-in", null, headers), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Hop_WithAnUnknownSettingOrPath_SaysWhatThereIs()
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        await Problem.IsOfFieldAsync(await host.SendAsync(client, HttpMethod.Get, $"/labs/hop/buffer,zip/{Load}"), "settings");
        await Problem.OfAsync(await host.SendAsync(client, HttpMethod.Get, "/labs/hop/none/health"), HttpStatusCode.NotFound);
        // The stream's own refusal is passed on.
        await Problem.IsOfFieldAsync(await host.SendAsync(client, HttpMethod.Get, "/labs/hop/none/labs/load?rate=0"), "rate");
    }

    [Fact]
    public async Task Hop_WithAllItsPlacesTaken_Refuses()
    {
        await using var host = new TestHost(("Hop:MaxStreams", "1"));
        using var client = host.Connect();
        await using var first = await host.OpenAsync(client, $"/labs/hop/none/{Load}");

        await Problem.OfAsync(await host.SendAsync(client, HttpMethod.Get, $"/labs/hop/none/{Load}"), HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task SignIn_SetsACookieThatCrossesSites()
    {
        await using var host = new TestHost();
        using var client = host.Connect();

        var response = await host.SendAsync(client, HttpMethod.Get, "/labs/hop/sign-in");

        Assert.Contains("SameSite=None; Secure; Partitioned", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    private static Task<EventReader> OpenAsync(TestHost host, HttpClient client, string settings, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/labs/hop/{settings}/{Load}");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        return host.OpenAsync(client, request);
    }

    private static void MoveTo(TestHost host, int milliseconds) => host.Clock.SetUtcNow(ManualClock.Start.AddMilliseconds(milliseconds));
}
