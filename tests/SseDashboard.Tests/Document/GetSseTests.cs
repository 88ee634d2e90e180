using System.Net;
using SseDashboard.Streams;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Document;

public sealed class GetSseTests
{
    [Fact]
    public async Task Stream_ReadToTheEnd_IsTheDocumentsByteForByteAtTheDocumentsTimes()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/sse");

        Assert.Equal(
            "id: 1727521483977\nevent: init\ndata: Init flow stream\n\n"
            + "event: message\ndata: Event without id\n\n"
            + "data: Event without id and event\n\n"
            + "id: 1727521483977\nevent: error\ndata: Event type error\n\n",
            await stream.NextAsync(4));
        await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("id: 1727521485977\ndata: Default event type message\n\n", await stream.NextAsync());
        await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(4));
        Assert.Equal("id: 1727521487977\ndata: Default event type message\n\n", await stream.NextAsync());
        await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(6));
        Assert.Equal("id: 1727521489977\ndata: Default event type message\n\n", await stream.NextAsync());
        await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(7));
        Assert.Equal("id: 1727521490977\nevent: final\ndata: Final event\n\n", await stream.NextAsync());
        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task Stream_TwoClients_EachHasTheWholeStream()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var one = await host.OpenAsync(client, "/sse");
        await using var two = await host.OpenAsync(client, "/sse");

        Assert.Equal(await one.NextAsync(4), await two.NextAsync(4));
        Assert.Equal(2, host.OpenStreams);
    }

    [Fact]
    public async Task Stream_ClientLeaves_FreesTheConnection()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using (var stream = await host.OpenAsync(client, "/sse"))
        {
            await stream.NextAsync(4);
            Assert.Equal(1, host.OpenStreams);
        }

        await Wait.UntilAsync(() => host.OpenStreams == 0, "the server has no stream open");
        Assert.Empty(host.Logs.Problems);
    }

    [Fact]
    public async Task Stream_ReadToTheEnd_FreesTheConnectionAndLogsNoProblem()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        await using var stream = await host.OpenAsync(client, "/sse");
        foreach (int second in new[] { 2, 4, 6, 7 })
            await host.Clock.AdvanceToAsync(TimeSpan.FromSeconds(second));
        await stream.RestAsync();

        await Wait.UntilAsync(() => host.OpenStreams == 0, "the server has no stream open");
        Assert.Empty(host.Logs.Problems);
    }

    [Fact]
    public async Task Stream_NoEventYet_TheHeadersAreThere()
    {
        var go = new TaskCompletionSource();
        await using var host = new TestHost().With("/waiting", EventStream.From(async (frames, left) =>
        {
            await go.Task.WaitAsync(left);
            await frames.WriteAsync(EventFrame.Of(new() { Data = "now" }), left);
        }).ExecuteAsync);
        using var client = host.Connect();

        await using var stream = await host.OpenAsync(client, "/waiting");
        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
        Assert.False(go.Task.IsCompleted);

        go.SetResult();
        Assert.Equal("data: now\n\n", await stream.NextAsync());
    }
}
