using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SseDashboard.Learning.Format;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Learning;

/// <summary>The streams that the host serves for the playground.</summary>
public sealed class ServedStreamTests
{
    private static readonly byte[] Broken = [0xef, 0xbb, 0xbf, .. "data: a\r\0"u8, 0xc3, (byte)'\n'];

    [Fact]
    public async Task Stream_Requested_HasExactlyTheBytes()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var stream = Streams(host).Add(new(Broken, []))!;
        using var response = await host.SendAsync(client, HttpMethod.Get, $"/learn/streams/{stream.Token}");

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(Broken, await response.Content.ReadAsByteArrayAsync(host.HangGuard));
        Assert.Equal(Broken.Length, stream.BytesSent);
    }

    [Fact]
    public async Task Stream_Cut_IsSentChunkByChunk()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var stream = Streams(host).Add(new("data: a\n\n"u8.ToArray(), [4, 6]))!;
        await using var reader = await host.OpenAsync(client, $"/learn/streams/{stream.Token}");
        var frame = reader.NextAsync();

        foreach (var (sent, pausedUntil) in new[] { (4, 20), (6, 40) })
        {
            await Wait.UntilAsync(() => stream.BytesSent == sent, $"the host has sent {sent} bytes");
            Assert.False(frame.IsCompleted);
            await host.Clock.AdvanceToAsync(TimeSpan.FromMilliseconds(pausedUntil));
        }

        Assert.Equal("data: a\n\n", await frame);
    }

    // EventSource reconnects by itself; 204 ends that (HTML Living Standard, section 9.2.3).
    [Fact]
    public async Task Stream_RequestedAgain_Answers204()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var stream = Streams(host).Add(new(Broken, []))!;
        using var first = await host.SendAsync(client, HttpMethod.Get, $"/learn/streams/{stream.Token}");
        using var second = await host.SendAsync(client, HttpMethod.Get, $"/learn/streams/{stream.Token}");

        Assert.Equal(HttpStatusCode.NoContent, second.StatusCode);
        Assert.Equal((2, Broken.Length), (stream.Requests, (int)stream.BytesSent));
    }

    [Fact]
    public async Task Stream_UnknownOrRemoved_IsRefusedWithTheReason()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var stream = Streams(host).Add(new(Broken, []))!;
        stream.Dispose();
        using var response = await host.SendAsync(client, HttpMethod.Get, $"/learn/streams/{stream.Token}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no such stream", await response.Content.ReadAsStringAsync(host.HangGuard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_RequestedByAnotherOrigin_IsRefused()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        var stream = Streams(host).Add(new(Broken, []))!;
        using var response = await host.SendAsync(
            client, HttpMethod.Get, $"/learn/streams/{stream.Token}", null, ("Origin", "https://example.org"), ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(0, stream.Requests);
    }

    [Fact]
    public async Task Streams_AsManyAsAllowed_TakeNoMoreUntilOneIsRemoved()
    {
        await using var host = new TestHost(("Learning:MaxStreams", "2"));
        var streams = Streams(host);
        var first = streams.Add(StreamInput.Empty)!;
        Assert.NotNull(streams.Add(StreamInput.Empty));
        Assert.Null(streams.Add(StreamInput.Empty));

        first.Dispose();
        first.Dispose();

        Assert.NotNull(streams.Add(StreamInput.Empty));
        Assert.Null(streams.Add(StreamInput.Empty));
    }

    private static ServedStreams Streams(TestHost host)
    {
        _ = host.Http1; // starts the host
        return host.Services.GetRequiredService<ServedStreams>();
    }
}
