using System.Net;

namespace SseDashboard.Labs;

/// <summary>The connections over which the labs in front of the host's own streams reach them. A request has nothing that its client did not send.</summary>
internal sealed class OwnClient : IDisposable
{
    /// <summary>Sends a request, and returns once the response's headers have arrived.</summary>
    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    /// <inheritdoc/>
    public void Dispose() => Invoker.Dispose();
}
