using System.Net;
using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Relay;

/// <summary>What a redirect makes of a request (RFC 9110, section 15.4; Fetch, section 4.4).</summary>
internal static class Redirects
{
    /// <summary>The request to send next; <see langword="null"/> if the response is no redirect, or does not say where to.</summary>
    /// <param name="request">The request that was answered.</param>
    /// <param name="response">The answer.</param>
    /// <returns>The next request, and the names of the headers that it no longer has.</returns>
    /// <exception cref="RelayException">The location is not a URL that the relay may reach.</exception>
    public static (RelayRequest Next, string[] Dropped)? Follow(RelayRequest request, HttpResponseMessage response)
    {
        var status = response.StatusCode;
        string location = $"{response.Headers.NonValidated.GetValueOrDefault("Location")}";
        if (status is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || location.Length == 0)
        {
            return null;
        }

        if (!Uri.TryCreate(request.Url, location, out var url))
            throw new RelayException(ObservedFailure.Protocol, $"{request.Url.Host} redirects to '{RequestRules.Short(location)}', which is not a URL.");
        RequestRules.CheckUrl(url);

        bool becomesGet = status == HttpStatusCode.SeeOther
            ? request.Method is not ("GET" or "HEAD")
            : request.Method == "POST" && status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found;
        bool leavesOrigin = !HasSameOrigin(request.Url, url);
        var kept = request.Headers.ToLookup(header =>
            !(becomesGet && header.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            && !(leavesOrigin && Credentials.IsField(header.Name)));
        var next = new RelayRequest(url, becomesGet ? "GET" : request.Method, [.. kept[true]], becomesGet ? null : request.Body);
        return (next, [.. kept[false].Select(header => header.Name)]);
    }

    // HTML Living Standard, section 7.1.1.
    private static bool HasSameOrigin(Uri one, Uri other) =>
        (one.Scheme, one.IdnHost, one.Port) == (other.Scheme, other.IdnHost, other.Port);
}
