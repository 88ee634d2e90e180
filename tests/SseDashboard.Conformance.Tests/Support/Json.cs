using System.Text.Encodings.Web;
using System.Text.Json;

namespace SseDashboard.Conformance.Tests;

/// <summary>JSON as JavaScript has it: camel case, and nothing escaped that a failure message could show.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
