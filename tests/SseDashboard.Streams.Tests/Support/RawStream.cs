using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SseDashboard.Streams.Tests;

/// <summary>A client on a bare socket: it sees every byte, reads only when asked, and can disconnect at any point.</summary>
internal sealed class RawStream : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly BufferedStream _stream;
    private readonly byte[] _one = new byte[1];
    private readonly StringBuilder _body = new();

    private RawStream(Socket socket)
    {
        _socket = socket;
        _stream = new(new NetworkStream(socket, ownsSocket: true), 16_384);
    }

    /// <summary>The status line and the header lines.</summary>
    public string Head { get; private set; } = "";

    /// <summary>The status code.</summary>
    public int Status => int.Parse(Head.Split(' ')[1], CultureInfo.InvariantCulture);

    /// <summary>The body read so far, without the transfer coding.</summary>
    public string Body => _body.ToString();

    public static async Task<RawStream> OpenAsync(int port, string target = "/", string[]? headers = null, int? receiveBuffer = null, string version = "1.1")
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
            socket.ReceiveBufferSize = size;
        await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var client = new RawStream(socket);
        string lines = string.Concat((headers ?? []).Select(header => header + "\r\n"));
        await client._stream.WriteAsync(
            Encoding.UTF8.GetBytes($"GET {target} HTTP/{version}\r\nHost: localhost\r\nAccept: text/event-stream\r\n{lines}\r\n"),
            TestContext.Current.CancellationToken);
        await client._stream.FlushAsync(TestContext.Current.CancellationToken);
        client.Head = await client.ReadAsync(client.HeadAsync, "the response headers arrive");
        return client;
    }

    /// <summary>Reads until the body has this text; returns everything read so far.</summary>
    public Task<string> UntilAsync(string text) => ReadAsync(
        async patience =>
        {
            // Search only the new part, and as much before it as the text may overlap.
            int searched = 0;
            while (!_body.ToString(searched, _body.Length - searched).Contains(text, StringComparison.Ordinal))
            {
                searched = Math.Max(0, _body.Length - text.Length);
                if (!await ChunkAsync(patience))
                    throw new InvalidOperationException($"The stream ended without {text}; it was: {Body}");
            }

            return Body;
        },
        $"the stream has {text}");

    /// <summary>Reads to the end of the body, which must be the last chunk of the chunked coding.</summary>
    public Task<string> ToEndAsync() => ReadAsync(
        async patience =>
        {
            while (await ChunkAsync(patience))
            {
            }

            return Body;
        },
        "the response ends");

    /// <summary>Reads and discards until the connection is closed or reset; returns the number of bytes.</summary>
    public Task<long> UntilClosedAsync() => ReadAsync(
        async patience =>
        {
            byte[] buffer = new byte[65_536];
            long total = 0;
            try
            {
                while (await _stream.ReadAsync(buffer, patience) is > 0 and int read)
                    total += read;
            }
            catch (IOException)
            {
                // Reset by the server, which counts as closed.
            }

            return total;
        },
        "the connection closes");

    public ValueTask DisposeAsync()
    {
        // A reset, so that ten thousand of these leave no socket in TIME_WAIT.
        _socket.LingerState = new(true, 0);
        return _stream.DisposeAsync();
    }

    private async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, string what)
    {
        var test = TestContext.Current.CancellationToken;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(test);
        patience.CancelAfter(Wait.Limit);
        try
        {
            return await read(patience.Token);
        }
        catch (OperationCanceledException) when (!test.IsCancellationRequested)
        {
            string end = _body.ToString(Math.Max(0, _body.Length - 200), Math.Min(200, _body.Length));
            throw new TimeoutException(
                $"This did not happen within {Wait.Limit.TotalSeconds:0} s: {what}. The body ends in: {end}");
        }
    }

    private async Task<string> HeadAsync(CancellationToken patience)
    {
        var head = new StringBuilder();
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
            head.Append((char)await ByteAsync(patience));
        return head.ToString();
    }

    private async Task<bool> ChunkAsync(CancellationToken patience)
    {
        var size = new StringBuilder();
        for (int c = await ByteAsync(patience); c != '\n'; c = await ByteAsync(patience))
            size.Append((char)c);
        byte[] chunk = new byte[int.Parse(size.ToString().TrimEnd('\r'), NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 2];
        await _stream.ReadExactlyAsync(chunk, patience);
        _body.Append(Encoding.UTF8.GetString(chunk, 0, chunk.Length - 2));
        return chunk.Length > 2;
    }

    private async Task<int> ByteAsync(CancellationToken patience)
    {
        await _stream.ReadExactlyAsync(_one, patience);
        return _one[0];
    }
}
