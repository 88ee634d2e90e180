using Microsoft.AspNetCore.WebUtilities;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>The inspector's address for a request. It fills the form, and holds no secrets.</summary>
internal static class RequestLink
{
    /// <summary>The path of the inspector with a request, relative to the dashboard's base.</summary>
    public static string Of(RequestDraft request)
    {
        var shared = request.WithoutSecrets();
        var query = new Dictionary<string, string?> { ["url"] = shared.Address };
        if (shared.Way != ObservedWay.Host)
            query["way"] = Ways.KeyOf(shared.Way);
        if (shared.Method != "GET")
            query["method"] = shared.Method;
        if (shared.Headers.Count > 0)
            query["headers"] = Lines(shared.Headers);
        if (shared.Types.Length > 0)
            query["types"] = shared.Types;
        if (shared.Cookies != ObservedCookies.SameOrigin)
            query["cookies"] = CookiesKey(shared.Cookies);
        return QueryHelpers.AddQueryString("inspect", query);
    }

    /// <summary>The way of a link; through the host for any other text.</summary>
    public static ObservedWay Way(string key) => Ways.All.FirstOrDefault(way => Ways.KeyOf(way) == key, ObservedWay.Host);

    /// <summary>The cookies of a link; the default for any other text.</summary>
    public static ObservedCookies Cookies(string key) => Enum.GetValues<ObservedCookies>().FirstOrDefault(cookies => CookiesKey(cookies) == key);

    /// <summary>Cookies in a link.</summary>
    public static string CookiesKey(ObservedCookies cookies) => cookies switch
    {
        ObservedCookies.Include => "include",
        ObservedCookies.Omit => "omit",
        _ => "same-origin",
    };

    /// <summary>The headers, one on each line.</summary>
    public static string Lines(IReadOnlyList<ObservedHeader> headers) => string.Join('\n', headers.Select(header => $"{header.Name}: {header.Value}"));

    /// <summary>The headers of such lines. Leaves out lines without a colon, and those beyond <see cref="RequestFields.MaxHeaders"/>.</summary>
    public static IReadOnlyList<ObservedHeader> Headers(string lines) =>
        [.. lines.Split('\n').Select(HeaderOf).OfType<ObservedHeader>().Take(RequestFields.MaxHeaders)];

    private static ObservedHeader? HeaderOf(string line) =>
        line.Split(':', 2) is [var name, var value] ? new(name.Trim(), value.Trim()) : null;
}
