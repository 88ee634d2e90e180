using System.Text.Encodings.Web;
using System.Text.Json;

namespace SseDashboard.Conformance.Tests;

/// <summary>JSON in camel case, with minimal escaping so that failure messages stay readable.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
