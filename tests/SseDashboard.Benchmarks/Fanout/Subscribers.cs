using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SseDashboard.Benchmarks.Fanout;

/// <summary>
/// The clients: raw sockets that count events and optionally read the timestamp in each. One thread reads them all, polling once
/// a millisecond. If it blocked instead, each send would have to wake it, at the cost of the host's CPU time, which remote
/// clients would not incur. Measured latencies are up to one polling interval too long.
/// </summary>
internal sealed class Subscribers : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(1);

    private readonly Socket[] _sockets;

    // For each socket: the start of an event whose timestamp has not fully arrived.
    private readonly byte[][] _kept;
    private readonly Epoll _epoll = new();
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly bool _timed;
    private readonly Thread _reader;
    private volatile bool _over;
    private long _events;

    /// <summary>Opens the given number of streams of a path and waits for the headers of each.</summary>
    public Subscribers(int port, int count, bool timed, string path = "/events")
    {
        _timed = timed;
        _kept = Enumerable.Repeat<byte[]>([], count).ToArray();
        _sockets = new Socket[count];
        for (int i = 0; i < count; i++)
        {
            _sockets[i] = Connect(port, path);
            _epoll.Watch(_sockets[i], i);
        }

        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>The total number of events received by all clients.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>The latencies since they were last cleared.</summary>
    public Latencies Latencies { get; } = new();

    public void Dispose()
    {
        _over = true;
        _reader.Join();
        _epoll.Dispose();
        foreach (var socket in _sockets)
        {
            // Close with a reset, so that no port stays in TIME_WAIT for the next run.
            socket.LingerState = new(true, 0);
            socket.Dispose();
        }
    }

    // Synchronous calls only: after an asynchronous one, .NET's socket engine would watch the socket too.
    private static Socket Connect(int port, string path)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        socket.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"));
        byte[] head = new byte[1_024];
        int read = socket.Receive(head);
        socket.Blocking = false;
        return head.AsSpan(0, read).StartsWith("HTTP/1.1 200"u8)
            ? socket
            : throw new InvalidOperationException("The host refused a stream: " + Encoding.UTF8.GetString(head, 0, read));
    }

    private void Read()
    {
        while (!_over)
        {
            int ready = _epoll.Poll();
            for (int i = 0; i < ready; i++)
                Read(_epoll[i]);
            if (ready == 0)
                Thread.Sleep(Beat);
        }
    }

    private void Read(int number)
    {
        byte[] kept = _kept[number];
        kept.CopyTo(_buffer);
        int read = _sockets[number].Receive(_buffer.AsSpan(kept.Length), SocketFlags.None, out var error);
        if (read <= 0)
            throw new InvalidOperationException($"The host closed stream {number}: {error}");
        int left = Count(_buffer.AsSpan(0, kept.Length + read));
        _kept[number] = left == 0 ? [] : _buffer[..left];
    }

    // Only the reader thread writes to it.
    private void Add(int events) => Volatile.Write(ref _events, _events + events);

    // Returns how many bytes at the start of the buffer belong to an incomplete timestamp.
    private int Count(Span<byte> bytes)
    {
        if (!_timed)
        {
            Add(bytes.Count(Payload.Mark));
            return 0;
        }

        long now = Stopwatch.GetTimestamp();
        var rest = bytes;
        while (rest.IndexOf(Payload.Mark) is >= 0 and int mark)
        {
            rest = rest[mark..];
            if (rest.Length <= Payload.StampLength)
            {
                rest.CopyTo(bytes);
                return rest.Length;
            }

            if (Utf8Parser.TryParse(rest.Slice(1, Payload.StampLength), out long sent, out _, 'X'))
                Latencies.Add(Stopwatch.GetElapsedTime(sent, now));
            Add(1);
            rest = rest[1..];
        }

        return 0;
    }
}
