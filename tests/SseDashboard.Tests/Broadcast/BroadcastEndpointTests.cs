using System.Net;
using System.Text.Json;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Broadcast;

public sealed class BroadcastEndpointTests
{
    [Fact]
    public async Task Post_WithAListener_ReachesItUnderTheIdOfTheAnswer()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/broadcast/news");
        await stream.NextAsync();
        using var answer = await host.SendAsync(client, HttpMethod.Post, "/broadcast/news", """{"type": "tick", "data": "a\nb"}""");
        var published = await ReadAsync(answer);
        Assert.Equal(1, published.GetProperty("listeners").GetInt32());
        Assert.Equal($"id: {published.GetProperty("id")}\nevent: tick\ndata: a\ndata: b\n\n", await stream.NextAsync());
    }

    [Fact]
    public async Task Get_FromTheIdBefore_ResumesWithTheRest()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string id = "";
        for (int i = 1; i <= 3; i++)
        {
            using var answer = await host.SendAsync(client, HttpMethod.Post, "/broadcast/news", $$"""{"data": "{{i}}"}""");
            id = i == 2 ? (await ReadAsync(answer)).GetProperty("id").GetString()! : id;
        }

        await using var stream = await host.OpenAsync(client, $"/broadcast/news?lastEventId={id}");
        Assert.EndsWith("\ndata: 3\n\n", await stream.NextAsync());
    }

    [Fact]
    public async Task Get_AfterARestart_StartsWithAGap()
    {
        string id;
        await using (var before = new TestHost())
        {
            using var client = before.Connect();
            using var answer = await before.SendAsync(client, HttpMethod.Post, "/broadcast/news", """{"data": "old"}""");
            id = (await ReadAsync(answer)).GetProperty("id").GetString()!;
        }

        await using var after = new TestHost();
        using var again = after.Connect();
        await using var stream = await after.OpenAsync(again, $"/broadcast/news?lastEventId={id}");
        Assert.Contains("event: gap\ndata: {\"missed\":null,\"reason\":\"restart\"", await stream.NextAsync());
    }

    [Theory]
    [InlineData("""{"type": "a\ndata: evil", "data": "x"}""", "type")]
    [InlineData("""{"type": "gap", "data": "x"}""", "type")]
    [InlineData("""{"typ": "a"}""", "typ")]
    [InlineData("""{"data": 1}""", "data")]
    public async Task Post_WrongBody_NamesTheField(string body, string field)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Post, "/broadcast/news", body);
        await Problem.IsOfFieldAsync(answer, field);
    }

    [Fact]
    public async Task Post_TooLargeAnEvent_IsRefused()
    {
        await using var host = new TestHost(("Streams:MaxEventBytes", "1000"));
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Post, "/broadcast/news", $$"""{"data": "{{new string('x', 1_000)}}"}""");
        await Problem.IsOfFieldAsync(answer, "data");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Channel_HostileName_IsRefused(string method)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string? body = method == "POST" ? "{}" : null;
        using var answer = await host.SendAsync(client, new(method), "/broadcast/a%0D%0Ab", body);
        await Problem.IsOfFieldAsync(answer, "channel");
    }

    [Fact]
    public async Task Post_SameIdempotencyKey_IsAnsweredWithTheSameId()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "7f1c");
        using var first = await host.SendAsync(client, HttpMethod.Post, "/broadcast/news", """{"data": "once"}""");
        using var again = await host.SendAsync(client, HttpMethod.Post, "/broadcast/news", """{"data": "once"}""");
        Assert.Equal((await ReadAsync(first)).GetProperty("id").GetString(), (await ReadAsync(again)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Post_TooLongAnIdempotencyKey_IsRefused()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        client.DefaultRequestHeaders.Add("Idempotency-Key", new string('x', 129));
        using var answer = await host.SendAsync(client, HttpMethod.Post, "/broadcast/news", """{"data": "once"}""");
        await Problem.IsOfFieldAsync(answer, "Idempotency-Key");
    }

    [Fact]
    public async Task Post_RedisAway_Answers503WithTheReasonAndRetryAfter()
    {
        // Port 1 is not listened to.
        await using var host = new TestHost(("Broadcast:Redis", "127.0.0.1:1"));
        using var client = host.Connect();
        using var answer = await host.SendAsync(client, HttpMethod.Post, "/broadcast/news", """{"data": "x"}""");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.Contains("Redis at 127.0.0.1:1 cannot be reached", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Channels_AllInUse_RefusesANewOneUntilOneIsUnused()
    {
        await using var host = new TestHost(("Streams:MaxChannels", "1"));
        using var client = host.Connect();
        await using (await host.OpenAsync(client, "/broadcast/one"))
        {
            using var refused = await host.SendAsync(client, HttpMethod.Post, "/broadcast/two", "{}");
            await Problem.OfAsync(refused, HttpStatusCode.ServiceUnavailable);
        }

        var status = HttpStatusCode.ServiceUnavailable;
        await Wait.UntilAsync(
            async () =>
            {
                using var answer = await host.SendAsync(client, HttpMethod.Post, "/broadcast/two", "{}");
                status = answer.StatusCode;
                return status != HttpStatusCode.ServiceUnavailable;
            },
            "there is room for another channel");
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Channel_FromAnotherOrigin_CanBeNeitherReadNorPublishedTo()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var read = await host.SendAsync(client, HttpMethod.Get, "/broadcast/news", null, ("Origin", "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        Assert.False(read.Headers.Contains("Access-Control-Allow-Origin"));
        using var answer = await host.SendAsync(client, HttpMethod.Post, "/broadcast/news", "{}", ("Origin", "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        string body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonElement.Parse(body);
    }
}
