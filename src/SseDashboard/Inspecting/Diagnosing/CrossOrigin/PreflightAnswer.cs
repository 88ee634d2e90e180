using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>Whether the answer to a preflight allows the request (Fetch Standard, section 4.8, "CORS-preflight fetch").</summary>
internal static class PreflightAnswer
{
    /// <summary>What is wrong with the answer, to continue a sentence; <see langword="null"/> if it allows the request.</summary>
    public static string? Missing(ObservedHead answer, ObservedRequest request, string origin, bool withCredentials)
    {
        if (CrossOriginRules.Missing(answer, origin, withCredentials) is var (what, _))
            return what;
        if (answer.Status is < 200 or > 299)
            return $"the status is {answer.Status}, not one from 200 to 299";
        const string Methods = "Access-Control-Allow-Methods", Headers = "Access-Control-Allow-Headers";
        if (!Preflight.IsSafe(request.Method) && !Allows(answer, Methods, request.Method, withCredentials, StringComparer.Ordinal))
            return $"{Methods} does not name {request.Method}";
        // The wildcard does not cover it.
        var refused = Preflight.UnsafeHeaders(request).Where(header => !Allows(
            answer, Headers, header.Name, withCredentials || header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase));
        string[] names = [.. refused.Select(header => header.Name)];
        return names.Length == 0 ? null : $"{Headers} does not name {Words.List(names)}";
    }

    private static bool Allows(ObservedHead answer, string header, string name, bool literally, StringComparer comparer)
    {
        string[] named = [.. answer.Headers.Where(one => one.Name.Equals(header, StringComparison.OrdinalIgnoreCase))
            .SelectMany(one => one.Value.Split(',')).Select(one => one.Trim())];
        return named.Contains(name, comparer) || (!literally && named.Contains("*"));
    }
}
