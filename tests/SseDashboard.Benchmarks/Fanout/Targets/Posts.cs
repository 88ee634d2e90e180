using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>Publishes over HTTP, on a number of connections at once with one request on each.</summary>
internal sealed class Posts : IDisposable
{
    /// <summary>The path of the endpoint.</summary>
    public const string Path = "/publish";

    /// <summary>How many connections saturate a server.</summary>
    public const int Many = 64;

    private readonly Socket[] _sockets;
    private readonly byte[] _buffer = new byte[4_096];

    /// <summary>Opens the connections.</summary>
    public Posts(int port, int connections) => _sockets = [.. Enumerable.Range(0, connections).Select(_ =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    })];

    /// <summary>Whether a server accepts a publication.</summary>
    public static bool IsAccepted(int port)
    {
        using var post = new Posts(port, 1);
        post._sockets[0].Send(Request(Payload.Plain));
        int read = post._sockets[0].Receive(post._buffer);
        return post._buffer.AsSpan(0, read).StartsWith("HTTP/1.1 20"u8);
    }

    /// <summary>Publishes the data once on each connection.</summary>
    public void Publish(string data)
    {
        byte[] request = Request(data);
        foreach (var socket in _sockets)
            socket.Send(request);
        foreach (var socket in _sockets)
            ReadAnswer(socket);
    }

    /// <summary>Publishes as fast as possible within a lead over the clients; returns the number of events.</summary>
    /// <param name="time">How long.</param>
    /// <param name="lead">The maximum lead.</param>
    /// <param name="delivered">How many of them have reached every client on average.</param>
    public long Saturate(TimeSpan time, long lead, Func<long> delivered)
    {
        var watch = Stopwatch.StartNew();
        long published = 0;
        while (watch.Elapsed < time)
        {
            Publish(Payload.Plain);
            published += _sockets.Length;
            while (published - delivered() > lead)
                Thread.Sleep(1);
        }

        return published;
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
            socket.Dispose();
    }

    private static byte[] Request(string data) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: {data.Length}\r\n\r\n{data}"));

    private void ReadAnswer(Socket socket)
    {
        int have = 0;
        int whole = int.MaxValue;
        while (have < whole)
        {
            int read = socket.Receive(_buffer.AsSpan(have));
            if (read == 0)
                throw new InvalidOperationException("The server closed a publisher's connection.");
            have += read;
            int end = _buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
            if (end >= 0 && whole == int.MaxValue)
                whole = end + 4 + BodyLength(Encoding.ASCII.GetString(_buffer, 0, end));
        }
    }

    private static int BodyLength(string head)
    {
        if (!head.StartsWith("HTTP/1.1 20", StringComparison.Ordinal))
            throw new InvalidOperationException($"A publication was refused: {head}");
        const string Field = "content-length:";
        int at = head.IndexOf(Field, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head.AsSpan(at + Field.Length).ToString().Split('\r')[0], CultureInfo.InvariantCulture);
    }
}
