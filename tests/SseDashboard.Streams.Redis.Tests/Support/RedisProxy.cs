using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SseDashboard.Streams.Redis.Tests;

/// <summary>Stands between Redis and its clients, and disturbs what passes.</summary>
internal sealed class RedisProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly Func<int> _target;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _flowing = Flowing();
    private volatile bool _isCut;
    private volatile int _cuts;

    public RedisProxy(Func<int> target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Whether what the server sends on connections with a subscription is thrown away.</summary>
    public bool IsMute { get; set; }

    /// <summary>Whether everything that the server sends is thrown away.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Replaces bytes by others of the same length in what the server sends.</summary>
    public (byte[] Old, byte[] New)? Rewriting { get; set; }

    /// <summary>Holds everything back, in both directions.</summary>
    public void Stall() => _flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets everything flow again.</summary>
    public void Flow() => _flowing.TrySetResult();

    /// <summary>Closes all connections, and every new one at once.</summary>
    public void Cut()
    {
        _isCut = true;
        Interlocked.Increment(ref _cuts);
        foreach (var socket in _open.Keys)
            socket.Close(0);
    }

    /// <summary>Accepts connections again.</summary>
    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        Cut();
        Flow();
        _listener.Stop();
        await _accepting;
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
                _ = _isCut ? Task.Run(() => client.Close(0)) : ServeAsync(client);
            }
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException or OperationCanceledException)
        {
            // Stopped, while it waited for a client or between two.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        int cuts = _cuts;
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target());
            _open[client] = _open[server] = true;
            // It was cut while it connected.
            if (_cuts != cuts)
                return;
            var state = new Subscription();
            await Task.WhenAny(PassAsync(client, server, state, isFromServer: false), PassAsync(server, client, state, isFromServer: true));
        }
        catch (SocketException)
        {
            // The server is away: so is the connection.
        }
        finally
        {
            client.Close(0);
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
        }
    }

    private async Task PassAsync(Socket from, Socket to, Subscription state, bool isFromServer)
    {
        byte[] buffer = new byte[65_536];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and int read)
            {
                await _flowing.Task;
                var bytes = buffer.AsMemory(0, read);
                if (!isFromServer)
                    state.IsOpen |= bytes.Span.IndexOf("SUBSCRIBE"u8) >= 0;
                else if (IsDeaf || (state.IsOpen && IsMute))
                    continue;
                else if (Rewriting is { } rewriting)
                    Rewrite(bytes.Span, rewriting.Old, rewriting.New);
                for (int sent = 0; sent < read;)
                    sent += await to.SendAsync(bytes[sent..]);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The other direction ends too.
        }
    }

    private static void Rewrite(Span<byte> bytes, byte[] old, byte[] @new)
    {
        for (int at; (at = bytes.IndexOf(old)) >= 0; bytes = bytes[(at + old.Length)..])
            @new.CopyTo(bytes[at..]);
    }

    private sealed class Subscription
    {
        public volatile bool IsOpen;
    }
}
