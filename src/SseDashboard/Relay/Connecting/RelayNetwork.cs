using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace SseDashboard.Relay;

/// <summary>The network as the relay uses it. Tests replace parts of it.</summary>
internal sealed record RelayNetwork
{
    /// <summary>Resolves a host name. Fails with a <see cref="SocketException"/>.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Opens a TCP connection. Fails with a <see cref="SocketException"/>.</summary>
    public Func<IPEndPoint, CancellationToken, Task<Stream>> Connect { get; init; } = ConnectAsync;

    /// <summary>The certificate authorities to trust; <see langword="null"/> for the machine's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    private static async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
