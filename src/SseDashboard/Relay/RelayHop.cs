using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace SseDashboard.Relay;

/// <summary>One request on a connection of its own, which <see cref="Dispose"/> closes. Redirects are separate hops.</summary>
internal sealed class RelayHop : IDisposable
{
    private readonly RelayRequest _request;
    private readonly CheckedConnector _connector;
    private readonly CertificateCheck _certificate;
    private readonly HttpMessageInvoker _invoker;

    public RelayHop(RelayRequest request, RelayOptions options, RelayNetwork network, TimeProvider clock, string? whyNotLocal)
    {
        _request = request;
        _connector = new(network, clock, options.ConnectTimeout, whyNotLocal);
        _certificate = new(request.Url.IdnHost, network, clock);
        _invoker = new(new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellationToken) => _connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
            SslOptions = _certificate.Options(),
            // A proxy would resolve the name itself, and connect to an address that nothing has checked.
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = options.MaxHeadKilobytes,
            // A last event ID is UTF-8 (HTML Living Standard, section 9.2.4).
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Whether the server has a loopback or private address.</summary>
    public bool IsLocal => _connector.IsLocal;

    /// <summary>Sends the request, and returns once the head of the response has arrived.</summary>
    /// <exception cref="RelayException">It failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        using var message = Message();
        try
        {
            return await _invoker.SendAsync(message, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RelayErrors.OfHead(exception, _request.Url, _certificate.Problem);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The cancellation closed the connection, which may surface first.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connector.Dispose();
        _invoker.Dispose();
    }

    private HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(new HttpMethod(_request.Method), _request.Url)
        {
            // Over TLS, the server may choose HTTP/2, as with a browser.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = _request.Body is { } body ? new ByteArrayContent(Encoding.UTF8.GetBytes(body)) : null,
        };
        foreach (var (name, value) in _request.SentHeaders)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                (message.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
        }

        // As fetch does for text.
        if (_request.Body is not null && message.Content!.Headers.NonValidated.Contains("Content-Type") is false)
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "UTF-8");
        return message;
    }
}
