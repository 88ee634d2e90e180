namespace SseDashboard.Labs;

/// <summary>Pages of this host, under either of its loopback names: a lab across origins needs no other.</summary>
internal static class OwnPages
{
    /// <summary>Whether a page of another site sent the request. A client that is not a browser never counts as one.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString(), site = request.Headers["Sec-Fetch-Site"].ToString();
        return origin.Length == 0
            ? site is not ("" or "same-origin" or "none")
            : !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || !IsOwn(uri, new Uri($"{request.Scheme}://{request.Host}"));
    }

    private static bool IsOwn(Uri origin, Uri host) => origin.Port == host.Port && (origin.Host == host.Host || (origin.IsLoopback && host.IsLoopback));
}
