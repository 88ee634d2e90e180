using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>A request as it is entered, before it is checked.</summary>
/// <param name="Address">The address.</param>
/// <param name="Method">The method.</param>
/// <param name="Headers">The headers, in order.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record RequestDraft(string Address, string Method, IReadOnlyList<ObservedHeader> Headers, string Body)
{
    /// <summary>The client that makes the request.</summary>
    public ObservedWay Way { get; init; } = ObservedWay.Host;

    /// <summary>The cookies that the browser sends.</summary>
    public ObservedCookies Cookies { get; init; }

    /// <summary>The event types that the client listens to, separated by commas; empty for the default of the way.</summary>
    public string Types { get; init; } = "";

    /// <summary>A GET request without headers.</summary>
    public static RequestDraft Get(string address) => new(address, "GET", [], "");

    /// <summary>
    /// The same without secrets, to be kept: without the values of secret headers and parameters, and without the body, which may
    /// hold anything.
    /// </summary>
    public RequestDraft WithoutSecrets() => this with
    {
        Address = Secrets.Remove(Address),
        Headers = [.. Headers.Select(header => Secrets.IsSecret(header.Name) ? header with { Value = "" } : header)],
        Body = "",
    };
}
