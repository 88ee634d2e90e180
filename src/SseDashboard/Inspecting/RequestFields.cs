using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>A header in the form.</summary>
public sealed class HeaderField
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The value.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether the value is masked on the screen.</summary>
    public bool IsSecret => Secrets.IsSecret(Name.Trim());
}

/// <summary>The fields of the request's form.</summary>
public sealed class RequestFields
{
    private static readonly string[] Common = ["GET", "POST", "PUT", "PATCH", "DELETE", "QUERY"];

    /// <summary>The most headers: as many as the relay sends by default.</summary>
    public const int MaxHeaders = 64;

    /// <summary>The client that makes the request.</summary>
    public ObservedWay Way { get; set; } = ObservedWay.Host;

    /// <summary>The address.</summary>
    public string Address { get; set; } = "";

    /// <summary>Whether the address contains a secret, which is to be masked on the screen.</summary>
    public bool IsAddressSecret => Secrets.Remove(Address) != Address;

    /// <summary>The method.</summary>
    public string Method { get; set; } = Common[0];

    /// <summary>The headers.</summary>
    public List<HeaderField> Headers { get; } = [];

    /// <summary>The body; empty for none.</summary>
    public string Body { get; set; } = "";

    /// <summary>The cookies that the browser sends.</summary>
    public ObservedCookies Cookies { get; set; }

    /// <summary>The event types that the client listens to, separated by commas.</summary>
    public string Types { get; set; } = "";

    /// <summary>Whether the host makes the request too, beside an EventSource, which does not show what it sees.</summary>
    public bool HostReadsToo { get; set; }

    /// <summary>The methods to choose from: the common ones, and that of a pasted command.</summary>
    public IReadOnlyList<string> Methods => Common.Contains(Method) ? Common : [.. Common, Method];

    /// <summary>Whether a request of this method has a body.</summary>
    public bool MayHaveBody => Method is not ("GET" or "HEAD") || Body.Length > 0;

    /// <summary>Fills the form.</summary>
    public void Set(RequestDraft draft)
    {
        (Address, Method, Body) = (draft.Address, draft.Method, draft.Body);
        (Way, Cookies, Types) = (draft.Way, draft.Cookies, draft.Types);
        Headers.Clear();
        Headers.AddRange(draft.Headers.Select(header => new HeaderField { Name = header.Name, Value = header.Value }));
    }

    /// <summary>What the form contains, without what the way cannot send and headers without a name.</summary>
    public RequestDraft ToDraft()
    {
        string method = Ways.NoMethod(Way) is null ? Method : "GET";
        return new(Address.Trim(), method, [.. SentHeaders()], Ways.NoBody(Way, method) is null ? Body : "")
        {
            Way = Way,
            Cookies = Ways.NoCookies(Way) is null && Ways.Cookies(Way).Contains(Cookies) ? Cookies : ObservedCookies.SameOrigin,
            Types = Types.Trim(),
        };
    }

    /// <summary>What is missing from a request that was kept without its secrets, as a sentence; <see langword="null"/> for nothing.</summary>
    public string? Missing => SentHeaders().FirstOrDefault(header => header.Value.Length == 0 && Secrets.IsSecret(header.Name)) is { Name: { } name }
        ? $"Enter the value of {name}: secrets are not kept."
        : null;

    private IEnumerable<ObservedHeader> SentHeaders() => Headers
        .Select(header => new ObservedHeader(header.Name.Trim(), header.Value.Trim()))
        .Where(header => header.Name.Length > 0 && Ways.NoHeaders(Way) is null && Ways.NoHeader(Way, header.Name) is null);
}
