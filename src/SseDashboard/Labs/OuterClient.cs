using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace SseDashboard.Labs;

/// <summary>
/// Tells the host, in a request that its idle proxy sends to it, who the client is, so that it is counted and shown like any
/// other. The header carries a secret of this start, which never leaves the host.
/// </summary>
internal sealed class OuterClient
{
    private const string Header = "X-Idle-Proxy-Client";

    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Names the client in the request to the host itself, in place of whatever the client sent under that name.</summary>
    public void Write(HttpRequestMessage inner, IPAddress? client)
    {
        inner.Headers.Remove(Header);
        inner.Headers.Add(Header, $"{_secret} {client}");
    }

    /// <summary>Reads the client's address, if this host wrote it, and takes the header off the request in any case.</summary>
    public IPAddress? Take(HttpRequest request)
    {
        if (!request.Headers.Remove(Header, out var header))
            return null;
        string value = header.ToString();
        return value.Length > _secret.Length && IPAddress.TryParse(value[(_secret.Length + 1)..], out var client)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value[.._secret.Length]), Encoding.UTF8.GetBytes(_secret))
            ? client
            : null;
    }
}

/// <summary>Gives a request of the idle proxy its client's address.</summary>
internal sealed class OuterClientMiddleware(RequestDelegate next, OuterClient outer)
{
    /// <summary>Sets the address and passes the request on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (outer.Take(context.Request) is { } client)
            context.Connection.RemoteIpAddress = client;
        return next(context);
    }
}
