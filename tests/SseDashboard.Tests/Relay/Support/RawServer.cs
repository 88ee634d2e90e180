using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SseDashboard.Tests.Relay;

/// <summary>A server on a loopback socket that answers each request with any bytes at all, and then closes the connection.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, string, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">Writes the response, given the head and body of the request.</param>
    /// <param name="certificate">The certificate, for https.</param>
    public RawServer(Func<Stream, string, Task> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public RawServer(string response, X509Certificate2? certificate = null)
        : this((stream, _) => stream.WriteAsync(Encoding.Latin1.GetBytes(response)).AsTask(), certificate)
    {
    }

    /// <summary>The requests so far, as text.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>How many connections were accepted.</summary>
    public int Connections { get; private set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A URL of this server, under any name that leads to it.</summary>
    public string Url(string host = "127.0.0.1", string path = "/") => $"{(_certificate is null ? "http" : "https")}://{host}:{Port}{path}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
                Connections++;
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var cut = _stop.Token.Register(client.Dispose);
        try
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                // Offline, or the server itself would fetch the certificate's issuer.
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(_certificate, null, offline: true) });
                stream = tls;
            }

            string request = await ReadRequestAsync(stream);
            Requests.Enqueue(request);
            await _answer(stream, request);
        }
        catch (Exception closed) when (closed is IOException or AuthenticationException or ObjectDisposedException or OperationCanceledException)
        {
            // The relay closed the connection, which most tests want; they check what it made of the answer.
        }
    }

    private static async Task<string> ReadRequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        byte[] one = new byte[1];
        while (!IsComplete(text.ToString()))
        {
            await stream.ReadExactlyAsync(one);
            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    private static bool IsComplete(string text)
    {
        int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
            return false;
        string? length = text[..head].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        return text.Length - head - 4 >= int.Parse(length?["Content-Length: ".Length..] ?? "0", null);
    }
}
