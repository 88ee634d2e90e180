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

    /// <summary>The address.</summary>
    public string Address { get; set; } = "";

    /// <summary>The method.</summary>
    public string Method { get; set; } = Common[0];

    /// <summary>The headers.</summary>
    public List<HeaderField> Headers { get; } = [];

    /// <summary>The body; empty for none.</summary>
    public string Body { get; set; } = "";

    /// <summary>The methods to choose from: the common ones, and that of a pasted command.</summary>
    public IReadOnlyList<string> Methods => Common.Contains(Method) ? Common : [.. Common, Method];

    /// <summary>Whether a request of this method has a body.</summary>
    public bool MayHaveBody => Method is not ("GET" or "HEAD") || Body.Length > 0;

    /// <summary>Fills the form.</summary>
    public void Set(RequestDraft draft)
    {
        (Address, Method, Body) = (draft.Address, draft.Method, draft.Body);
        Headers.Clear();
        Headers.AddRange(draft.Headers.Select(header => new HeaderField { Name = header.Name, Value = header.Value }));
    }

    /// <summary>What the form contains; headers without a name are left out.</summary>
    public RequestDraft ToDraft() => new(
        Address.Trim(), Method,
        [.. Headers.Where(header => header.Name.Trim().Length > 0).Select(header => new ObservedHeader(header.Name.Trim(), header.Value.Trim()))], Body);

    /// <summary>What is missing from a request that was kept without its secrets, as a sentence; <see langword="null"/> for nothing.</summary>
    public string? Missing => Headers.FirstOrDefault(header => header.IsSecret && header.Value.Length == 0) is { } empty
        ? $"Enter the value of {empty.Name}: secrets are not kept."
        : null;
}
