using System.Globalization;
using System.Net.Sockets;
using System.Text;
using SseDashboard.Tests.Hosting;

namespace SseDashboard.Tests.Jobs;

/// <summary>Compares the traffic that the host counts with the bytes on a plain socket.</summary>
public sealed class JobTrafficTests
{
    [Fact]
    public async Task Poll_OverASocket_IsCountedToTheByte()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 1000}""");
        var job = host.Job(path);
        await Wait.ForAsync(job.Ended, "the job ends");

        string request = $"GET {path} HTTP/1.1\r\nHost: {host.Http1.Authority}\r\nConnection: close\r\nX-Any: thing\r\n\r\n";
        string response = await ExchangeAsync(host, request);

        var cost = job.Traffic.Poll.Cost;
        int head = response.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        Assert.Equal(1, cost.Requests);
        Assert.Equal(request.Length, cost.RequestBytes);
        Assert.Equal(response.Length - head, cost.BodyBytes);
        // Not counted: the server adds this field only because the request asks it to close the connection.
        Assert.Equal(head - "Connection: close\r\n".Length, cost.ResponseHeadBytes);
        Assert.Equal(0, job.Traffic.Stream.Cost.All);
    }

    [Fact]
    public async Task Stream_OverASocket_IsCountedToTheByte()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 1000}""");
        var job = host.Job(path);
        await Wait.ForAsync(job.Ended, "the job ends");

        string request = $"GET {path}/events HTTP/1.1\r\nHost: {host.Http1.Authority}\r\nConnection: close\r\n\r\n";
        string response = await ExchangeAsync(host, request);

        var cost = job.Traffic.Stream.Cost;
        int head = response.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        Assert.Equal(1, cost.Requests);
        Assert.Equal(request.Length, cost.RequestBytes);
        Assert.Equal(BodyOf(response[head..]), cost.BodyBytes);
        Assert.InRange(cost.ResponseHeadBytes, head - "Connection: close\r\n".Length, head);
        Assert.Equal(0, job.Traffic.Poll.Cost.All);
    }

    [Fact]
    public async Task Poll_OfAJob_HasTheJobsAge()
    {
        await using var host = new TestHost();
        using var client = host.Connect();
        string path = await host.StartJobAsync(client, """{"limit": 1000}""");
        await Wait.ForAsync(host.Job(path).Ended, "the job ends");
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        using var response = await host.SendAsync(client, HttpMethod.Get, path);

        Assert.Equal("job;dur=2000.0", Assert.Single(response.Headers.GetValues("Server-Timing")));
    }

    private static async Task<string> ExchangeAsync(TestHost host, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Http1.Host, host.Http1.Port, host.HangGuard);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), host.HangGuard);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await Wait.ForAsync(reader.ReadToEndAsync(host.HangGuard), "the host ends its response");
    }

    /// <summary>The size of a body in bytes, without chunked coding (RFC 9112, section 7.1).</summary>
    private static int BodyOf(string body)
    {
        int bytes = 0;
        while (body.Length > 0 && !body.StartsWith("id:", StringComparison.Ordinal))
        {
            int end = body.IndexOf("\r\n", StringComparison.Ordinal);
            int size = int.Parse(body[..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
                return bytes;
            bytes += size;
            body = body[(end + 2 + size + 2)..];
        }

        return bytes + body.Length;
    }
}
