using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace SseDashboard.Edge;

/// <summary>
/// Kestrel's socket transport, limited by the <see cref="ConnectionBound"/>. An excess connection is closed before the next
/// one is accepted, so even a flood needs only one spare descriptor for each endpoint.
/// </summary>
internal sealed class BoundedTransport(SocketTransportFactory sockets, Lazy<ConnectionBound> bound)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), bound.Value);

    private sealed class Listener(IConnectionListener inner, ConnectionBound bound) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await inner.AcceptAsync(cancellationToken) is { } connection)
            {
                if (bound.TryEnter())
                    return new BoundedConnection(connection, bound);
                connection.Abort();
                await connection.DisposeAsync();
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
