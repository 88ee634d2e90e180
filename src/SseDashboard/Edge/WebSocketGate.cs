using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Circuits;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Edge;

/// <summary>
/// Bounds the WebSockets. Kestrel's own bound (<c>MaxConcurrentUpgradedConnections</c>) throws in the middle of the upgrade,
/// which the client sees as a 500, and does not count those of HTTP/2.
/// </summary>
internal sealed class WebSocketGate(RequestDelegate next, IOptions<CircuitLimits> limits)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    private int _open;

    /// <summary>Passes the request on, or refuses a WebSocket with 503 if all places are taken.</summary>
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
                    $"{max} WebSockets are open, as many as this host serves ({limits.Value.Max} pages by Circuits:Max, and some to spare). Close a page or wait.", TryAgain)
                    .ExecuteAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    // An upgrade of HTTP/1.1 (RFC 6455), or an extended CONNECT of HTTP/2 (RFC 8441).
    private static bool IsWebSocket(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
