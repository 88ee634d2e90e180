using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using SseDashboard.Security;

namespace SseDashboard.Labs;

/// <summary>Requests that the host sends to itself, on behalf of a client that may make them.</summary>
internal sealed class OwnRequests(IServer server, OuterClient outer, IOptions<SecurityOptions> security)
{
    /// <summary>Why there is no request, as a sentence.</summary>
    public const string NoAddress = "The host can reach itself over http only, but it does not listen on http.";

    /// <summary>A GET of a stream; <see langword="null"/> if the host does not listen on http.</summary>
    /// <param name="pathAndQuery">The path, with its slash, and the query.</param>
    /// <param name="client">The client's address, under which the stream is counted; none for the host's own.</param>
    public HttpRequestMessage? Get(string pathAndQuery, IPAddress? client = null)
    {
        if (OwnAddress.Of(server) is not { } own)
            return null;
        var request = new HttpRequestMessage(HttpMethod.Get, own + pathAndQuery);
        request.Headers.Accept.Add(new("text/event-stream"));
        if (client is not null)
            outer.Write(request, client);
        if (security.Value.AccessToken is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
