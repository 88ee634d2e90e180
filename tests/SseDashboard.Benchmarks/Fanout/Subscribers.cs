using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>The clients: bare sockets that count events and, if asked to, read the time in each.</summary>
internal sealed class Subscribers : IDisposable
{
    private const int AtOnce = 200;

    private readonly List<Socket> _sockets = [];
    private readonly bool _timed;
    private readonly int _buffer;
    private long _events;

    private Subscribers(bool timed, int buffer)
    {
        _timed = timed;
        _buffer = buffer;
    }

    /// <summary>All events that all clients have received.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>The latencies since they were last cleared.</summary>
    public Latencies Latencies { get; } = new();

    /// <summary>Opens so many streams and waits until each has its headers.</summary>
    public static async Task<Subscribers> OpenAsync(int port, int count, bool timed)
    {
        var all = new Subscribers(timed, buffer: count > 1_000 ? 4_096 : 65_536);
        while (all._sockets.Count < count)
        {
            int next = Math.Min(AtOnce, count - all._sockets.Count);
            var sockets = await Task.WhenAll(Enumerable.Range(0, next).Select(_ => ConnectAsync(port)));
            all._sockets.AddRange(sockets);
            foreach (var socket in sockets)
                _ = all.ReadAsync(socket);
        }

        return all;
    }

    /// <summary>Waits until so many events have arrived in all; returns whether they have.</summary>
    public async Task<bool> ReceiveAsync(long events, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (Events < events && watch.Elapsed < patience)
            await Task.Delay(1);
        return Events == events;
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
        {
            // A reset, so that no port is left in TIME_WAIT for the next run.
            socket.LingerState = new(true, 0);
            socket.Dispose();
        }
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync("GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"u8.ToArray());
        byte[] head = new byte[1_024];
        int read = await socket.ReceiveAsync(head);
        return head.AsSpan(0, read).StartsWith("HTTP/1.1 200"u8)
            ? socket
            : throw new InvalidOperationException("The host refused a stream: " + Encoding.UTF8.GetString(head, 0, read));
    }

    private async Task ReadAsync(Socket socket)
    {
        byte[] buffer = new byte[_buffer];
        int kept = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(kept)) is > 0 and int read)
                kept = Count(buffer, kept + read);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The run is over, or the host has closed the stream: then events are missing and the run says so.
        }
    }

    // Returns how many bytes at the front of the buffer are the beginning of a time that is not complete.
    private int Count(byte[] buffer, int length)
    {
        var bytes = buffer.AsSpan(0, length);
        if (!_timed)
        {
            Interlocked.Add(ref _events, bytes.Count(Payload.Mark));
            return 0;
        }

        long now = Stopwatch.GetTimestamp();
        while (bytes.IndexOf(Payload.Mark) is >= 0 and int mark)
        {
            bytes = bytes[mark..];
            if (bytes.Length <= Payload.StampLength)
            {
                bytes.CopyTo(buffer);
                return bytes.Length;
            }

            if (Utf8Parser.TryParse(bytes.Slice(1, Payload.StampLength), out long sent, out _, 'X'))
                Latencies.Add(Stopwatch.GetElapsedTime(sent, now));
            Interlocked.Increment(ref _events);
            bytes = bytes[1..];
        }

        return 0;
    }
}
