using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Edge;

/// <summary>
/// Limits the number of WebSockets. Kestrel's own limit (<c>MaxConcurrentUpgradedConnections</c>) throws during the upgrade,
/// which the client sees as a 500, and ignores WebSockets over HTTP/2.
/// </summary>
internal sealed class WebSocketGate(RequestDelegate next, IOptions<CircuitLimits> limits)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    private int _open;

    /// <summary>Passes the request on, or refuses a WebSocket with 503 if the limit is reached.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsWebSocket(context))
        {
            await next(context);
            return;
        }

        int max = limits.Value.MaxWebSockets;
        try
        {
            if (Interlocked.Increment(ref _open) <= max)
                await next(context);
            else
                await Refusal.Of(StatusCodes.Status503ServiceUnavailable, "websockets",
                    $"{max} WebSockets are open, the most that this host serves ({limits.Value.Max} pages by Circuits:Max, plus spares). Close a page or wait.", TryAgain)
                    .ExecuteAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    // An HTTP/1.1 upgrade (RFC 6455) or an HTTP/2 extended CONNECT (RFC 8441).
    private static bool IsWebSocket(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
