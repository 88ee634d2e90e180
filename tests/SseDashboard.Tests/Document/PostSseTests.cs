using System.Text;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Document;

public sealed class PostSseTests
{
    [Fact]
    public async Task Stream_EmptyObject_IsTheSameAsGetToTheByte()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var get = await host.OpenAsync(client, "/sse");
        await using var post = await host.OpenAsync(client, Post("{}"));

        var (got, posted) = (new StringBuilder(await get.NextAsync(4)), new StringBuilder(await post.NextAsync(4)));
        foreach (int second in new[] { 2, 4, 6, 7 })
        {
            await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(second));
            got.Append(await get.NextAsync());
            posted.Append(await post.NextAsync());
        }

        Assert.Equal(got.ToString(), posted.ToString());
        Assert.EndsWith("id: 1727521490977\nevent: final\ndata: Final event\n\n", posted.ToString(), StringComparison.Ordinal);
        Assert.Null(await post.NextAsync());
    }

    [Fact]
    public async Task Stream_Steered_HasItsMessagesAtItsTimes()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, Post("""{"messages": 2, "intervalMs": 100, "text": "tick\nnext line"}"""));

        await stream.NextAsync(4);
        await host.Clock.AdvanceToAsync(TimeSpan.FromMilliseconds(100));
        Assert.Equal("id: 1727521484077\ndata: tick\ndata: next line\n\n", await stream.NextAsync());
        await host.Clock.AdvanceToAsync(TimeSpan.FromMilliseconds(200));
        Assert.Equal("id: 1727521484177\ndata: tick\ndata: next line\n\n", await stream.NextAsync());
        await host.Clock.AdvanceToAsync(TimeSpan.FromMilliseconds(250));
        Assert.Equal(["id: 1727521484227\nevent: final\ndata: Final event\n\n"], await stream.RestAsync());
    }

    [Fact]
    public async Task Stream_WithoutFinal_EndsAfterTheLastMessage()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, Post("""{"messages": 1, "final": false}"""));

        await stream.NextAsync(4);
        await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(["id: 1727521485977\ndata: Default event type message\n\n"], await stream.RestAsync());
    }

    [Fact]
    public async Task Stream_NoMessagesAndNoFinal_EndsAtOnce()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, Post("""{"messages": 0, "final": false}"""));

        Assert.Equal(4, (await stream.RestAsync()).Count);
    }

    // The text passes through JSON and then into the event's fields: neither may let it break out of its field.
    [Fact]
    public async Task Stream_TextThatLooksLikeFields_StaysData()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(
            client, Post("""{"messages": 1, "intervalMs": 10, "text": "a\r\revent: final\n\nid: 1", "final": false}"""));

        await stream.NextAsync(4);
        await host.Clock.AdvanceToAsync(TimeSpan.FromMilliseconds(10));
        Assert.Equal(
            ["id: 1727521483987\ndata: a\ndata: \ndata: event: final\ndata: \ndata: id: 1\n\n"], await stream.RestAsync());
    }

    internal static HttpRequestMessage Post(string json) =>
        new(HttpMethod.Post, "/sse") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
