using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace SseDashboard.Labs;

/// <summary>
/// Passes the client's address along with a request that the idle proxy sends to its own host, so that the client is counted
/// and shown like any other. The header includes a secret, created at the start, that never leaves the host.
/// </summary>
internal sealed class OuterClient
{
    private const string Header = "X-Idle-Proxy-Client";

    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Writes the client's address to the inner request, replacing any header that the client sent under that name.</summary>
    public void Write(HttpRequestMessage inner, IPAddress? client)
    {
        inner.Headers.Remove(Header);
        inner.Headers.Add(Header, $"{_secret} {client}");
    }

    /// <summary>Removes the header from the request, and returns the client's address if this host wrote it.</summary>
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

/// <summary>Gives a request from the idle proxy the address of its real client.</summary>
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
