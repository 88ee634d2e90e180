using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>The request with which a browser asks whether it may send another across origins (Fetch Standard, section 4.8, "CORS-preflight fetch").</summary>
internal static class Preflight
{
    // Header names that need no preflight, as far as their values are safe as well.
    private static readonly HashSet<string> Safe = new(
        ["accept", "accept-language", "content-language", "content-type", "last-event-id", "cache-control", "origin", "user-agent", "accept-encoding", "host", "cookie"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] SafeTypes = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"];

    /// <summary>The preflight request; <see langword="null"/> if the browser sends none.</summary>
    public static ObservedRequest? Of(ObservedRequest request)
    {
        string[] names = [.. UnsafeHeaders(request).Select(header => header.Name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
        if (names.Length == 0 && IsSafe(request.Method))
            return null;
        return new(
            request.Url, "OPTIONS",
            [
                new("Accept", "*/*"), new("Origin", request.Headers.Find("Origin") ?? ""), new("Access-Control-Request-Method", request.Method),
                .. names.Length > 0 ? [new("Access-Control-Request-Headers", string.Join(',', names))] : Array.Empty<ObservedHeader>(),
            ],
            null);
    }

    /// <summary>Whether a method needs no preflight.</summary>
    public static bool IsSafe(string method) => method is "GET" or "HEAD" or "POST";

    /// <summary>The headers of a request that need one.</summary>
    public static IEnumerable<ObservedHeader> UnsafeHeaders(ObservedRequest request) =>
        request.Headers.Where(header => header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
            ? !SafeTypes.Contains(header.Value.Split(';')[0].Trim().ToLowerInvariant())
            : !Safe.Contains(header.Name));
}
