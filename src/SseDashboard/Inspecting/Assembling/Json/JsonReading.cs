using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SseDashboard.Inspecting;

/// <summary>Reads JSON of any shape: what is missing or of another type is <see langword="null"/> or empty.</summary>
internal static class JsonReading
{
    /// <summary>A member of an object; <see langword="null"/> if there is none, or it is null.</summary>
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member of a member.</summary>
    public static JsonElement? Member(this JsonElement json, string name, string inner) => json.Member(name)?.Member(inner);

    /// <summary>The items of an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>A string.</summary>
    public static string? Text(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.String } text ? TextOf(text) : null;

    /// <summary>A whole number.</summary>
    public static long? Number(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : null;

    /// <summary>
    /// The text of a string, with surrogates that stand alone: an API that splits its text anywhere may escape one half of a
    /// character in each of two fragments, which <see cref="JsonElement.GetString"/> refuses.
    /// </summary>
    public static string TextOf(JsonElement json)
    {
        var raw = JsonMarshal.GetRawUtf8Value(json)[1..^1];
        return raw.IndexOf("\\u"u8) < 0 ? json.GetString()! : Unescape(Encoding.UTF8.GetString(raw));
    }

    // The reader has checked the escapes (RFC 8259, section 7).
    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (int at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\')
            {
                text.Append(raw[at]);
                continue;
            }

            char escape = raw[++at];
            text.Append(escape switch
            {
                'u' => (char)int.Parse(raw.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => escape,
            });
            at += escape == 'u' ? 4 : 0;
        }

        return text.ToString();
    }
}
