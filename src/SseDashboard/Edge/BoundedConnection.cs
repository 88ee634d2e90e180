using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace SseDashboard.Edge;

/// <summary>A connection that counts against the <see cref="ConnectionBound"/> until its socket is closed.</summary>
internal sealed class BoundedConnection(ConnectionContext inner, ConnectionBound bound) : ConnectionContext
{
    private bool _hasLeft;

    /// <inheritdoc/>
    public override string ConnectionId { get => inner.ConnectionId; set => inner.ConnectionId = value; }

    /// <inheritdoc/>
    public override IFeatureCollection Features => inner.Features;

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items { get => inner.Items; set => inner.Items = value; }

    /// <inheritdoc/>
    public override IDuplexPipe Transport { get => inner.Transport; set => inner.Transport = value; }

    /// <inheritdoc/>
    public override CancellationToken ConnectionClosed { get => inner.ConnectionClosed; set => inner.ConnectionClosed = value; }

    /// <inheritdoc/>
    public override EndPoint? LocalEndPoint { get => inner.LocalEndPoint; set => inner.LocalEndPoint = value; }

    /// <inheritdoc/>
    public override EndPoint? RemoteEndPoint { get => inner.RemoteEndPoint; set => inner.RemoteEndPoint = value; }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }
        finally
        {
            if (!Interlocked.Exchange(ref _hasLeft, true))
                bound.Leave();
        }
    }
}
