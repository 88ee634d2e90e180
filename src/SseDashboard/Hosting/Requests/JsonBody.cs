using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SseDashboard.Hosting.Requests;

/// <summary>Reads a request's JSON body, up to a size limit and strictly: unknown content is refused by name, never ignored.</summary>
internal static class JsonBody
{
    // A misspelt, duplicate or null member is an error: if it were ignored, the default would silently apply.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        MaxDepth = 8,
    };

    /// <summary>Reads the body. Exactly one of the two results is not <see langword="null"/>.</summary>
    /// <param name="context">The request, whose content type the security gate has checked to be <c>application/json</c>.</param>
    /// <param name="limit">The largest body, in bytes.</param>
    public static async Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(HttpContext context, int limit) where T : class
    {
        try
        {
            var (value, refusal) = await BoundedBody.ReadAsync(
                context, limit, body => JsonSerializer.DeserializeAsync<T>(body, Strict, context.RequestAborted).AsTask());
            return value is null ? (null, refusal ?? Refusal.OfField("$", $"Is null. {Expected(typeof(T))}")) : (value, null);
        }
        catch (JsonException error)
        {
            return (null, Refusal.OfField(FieldOf(error), $"{What(error)} {Expected(typeof(T))}"));
        }
    }

    // The exception's message names .NET types, which mean nothing to a client.
    private static string What(JsonException error) => string.Create(CultureInfo.InvariantCulture,
        $"Is not valid JSON, unknown, duplicate or of the wrong type (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}).");

    private static string Expected(Type body) => "Expected an object with any of: "
        + string.Join(", ", Strict.GetTypeInfo(body).Properties.Select(member => $"{member.Name} ({Kind(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType)})")) + ".";

    private static string Kind(Type type) =>
        type == typeof(bool) ? "true or false" : type == typeof(int) || type == typeof(long) ? "whole number" : "string";

    // The deserializer's path of the field "messages" is "$.messages", that of the whole body "$".
    private static string FieldOf(JsonException error) =>
        error.Path is { } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "$";
}
