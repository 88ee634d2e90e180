using System.Net;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Document;

public sealed class PostSseRefusalTests
{
    [Theory]
    [InlineData("""{"messages": -1}""", "messages")]
    [InlineData("""{"messages": 1001}""", "messages")]
    [InlineData("""{"messages": 1.5}""", "messages")]
    [InlineData("""{"messages": 99999999999}""", "messages")]
    [InlineData("""{"messages": "3"}""", "messages")]
    [InlineData("""{"messages": null}""", "messages")]
    [InlineData("""{"intervalMs": 9}""", "intervalMs")]
    [InlineData("""{"intervalMs": 60001}""", "intervalMs")]
    [InlineData("""{"intervalMs": NaN}""", "intervalMs")]
    [InlineData("""{"text": null}""", "text")]
    [InlineData("""{"text": 5}""", "text")]
    [InlineData("""{"text": "\ud800"}""", "text")]
    [InlineData("""{"final": "yes"}""", "final")]
    [InlineData("""{"heartbeatMs": 249}""", "heartbeatMs")]
    [InlineData("""{"heartbeatMs": 60001}""", "heartbeatMs")]
    [InlineData("""{"mesages": 3}""", "mesages")]
    [InlineData("""{"Messages": 3}""", "Messages")]
    [InlineData("""{"messages": 3, "messages": 4}""", "messages")]
    [InlineData("", "$")]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("3", "$")]
    [InlineData("not json", "$")]
    [InlineData("{} {}", "$")]
    public async Task Body_WrongMember_IsRefusedAndNamed(string body, string field)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Post, "/sse", body);

        await Problem.IsOfFieldAsync(response, field);
        Assert.Equal(0, host.OpenStreams);
        Assert.Empty(host.Logs.Problems);
    }

    [Fact]
    public async Task Body_Refused_NamesTheTypeOfEachMember()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Post, "/sse", "3");

        Assert.Contains("heartbeatMs (whole number)", await response.Content.ReadAsStringAsync(host.HangGuard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_TextTooLong_IsRefusedAndNamed()
    {
        await using var host = new TestHost(("Document:MaxTextLength", "10"));
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Post, "/sse", """{"text": "12345678901"}""");

        await Problem.IsOfFieldAsync(response, "text");
    }

    [Fact]
    public async Task Body_NotUtf8_IsRefused()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var content = new ByteArrayContent([.. "{\"text\": \""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        using var response = await client.PostAsync("/sse", content, host.HangGuard);

        await Problem.IsOfFieldAsync(response, "text");
        Assert.Empty(host.Logs.Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_LargerThanTheLimit_IsRefused(bool chunked)
    {
        await using var host = new TestHost(("Document:MaxBodyBytes", "1024"));
        using var client = host.Connect();
        var request = PostSseTests.Post($$"""{"text": "{{new string('x', 2000)}}"}""");
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await client.SendAsync(request, host.HangGuard);

        await Problem.OfAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(0, host.OpenStreams);
        Assert.Empty(host.Logs.Problems);
    }

    // The content types that browsers send across origins without a preflight.
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain; application/json")]
    [InlineData("")]
    public async Task Body_OtherContentType_IsRefused(string type)
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var content = new ByteArrayContent("{}"u8.ToArray());
        if (type.Length > 0)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await client.PostAsync("/sse", content, host.HangGuard);

        await Problem.OfAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(0, host.OpenStreams);
    }

    [Fact]
    public async Task Preflight_PageOfAnotherOrigin_MayPostJson()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(client, HttpMethod.Options, "/sse", null,
            ("Origin", "null"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Contains("Content-Type", string.Join(',', response.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Refusal_PageOfAnotherOrigin_MayBeRead()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        using var response = await host.SendAsync(
            client, HttpMethod.Post, "/sse", "{", ("Origin", "https://example.org"), ("Sec-Fetch-Site", "cross-site"));

        await Problem.OfAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("Document:MaxMessages", "0")]
    [InlineData("Document:MaxBodyBytes", "12")]
    [InlineData("Document:MaxIntervalMs", "a lot")]
    [InlineData("Document:MaxMesages", "10")]
    [InlineData("Streams:HeartbeatInterval", "5")]
    [InlineData("Streams:Hartbeat", "00:00:01")]
    public async Task Start_WrongBound_IsRefusedAndNamesTheKey(string key, string value)
    {
        await using var host = new TestHost((key, value));

        Assert.Contains(key.Split(':')[1], host.StartRefused(), StringComparison.Ordinal);
    }
}
