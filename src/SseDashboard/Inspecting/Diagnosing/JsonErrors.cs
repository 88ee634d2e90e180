using System.Text;
using System.Text.Json;

namespace SseDashboard.Inspecting;

/// <summary>Recognises JSON that reports an error.</summary>
internal static class JsonErrors
{
    // Error reports are short, and no larger text is parsed.
    private const int Longest = 64 * 1024;

    /// <summary>Whether this is a JSON object with an <c>error</c> that is not null, false or empty.</summary>
    public static bool IsError(ReadOnlySpan<byte> json) => json.Length <= Longest && IsError(Encoding.UTF8.GetString(json));

    /// <inheritdoc cref="IsError(ReadOnlySpan{byte})"/>
    public static bool IsError(string json)
    {
        if (json.Length > Longest || !json.AsSpan().TrimStart().StartsWith('{') || !json.Contains("\"error\"", StringComparison.Ordinal))
            return false;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("error", out var error) && error.ValueKind switch
            {
                JsonValueKind.Object or JsonValueKind.True or JsonValueKind.Number => true,
                JsonValueKind.String => error.GetString()!.Length > 0,
                _ => false,
            };
        }
        catch (JsonException)
        {
            // Not JSON, so nothing that reports an error in JSON.
            return false;
        }
    }
}
