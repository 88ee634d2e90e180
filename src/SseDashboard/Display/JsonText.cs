using System.Text;
using System.Text.Json;

namespace SseDashboard.Display;

/// <summary>
/// Formats JSON for reading. Only white space between the tokens changes: numbers of any size, duplicate names and escapes stay as
/// they were written.
/// </summary>
internal static class JsonText
{
    // The browser takes seconds to lay out a longer text.
    private const int Longest = 1_000_000;

    private const int Deepest = 200;

    /// <summary>The text with a line for each value; <see langword="null"/> if it is not a JSON object or array, or too long or deep.</summary>
    public static string? Format(string text)
    {
        if (text.Length is 0 or > Longest || text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return null;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            return Format(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Format(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Deepest });
        var formatted = new StringBuilder(bytes.Length * 2);
        bool afterName = false;
        bool isFirst = true;
        while (reader.Read())
        {
            bool isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (!isFirst && !isEnd && !afterName)
                formatted.Append(',');
            if (!afterName && !(isEnd && isFirst) && formatted.Length > 0)
                formatted.Append('\n').Append(' ', 2 * reader.CurrentDepth);
            formatted.Append(Encoding.UTF8.GetString(TokenOf(ref reader, bytes)));
            afterName = reader.TokenType == JsonTokenType.PropertyName;
            if (afterName)
                formatted.Append(": ");
            isFirst = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        }

        return formatted.ToString();
    }

    // The reader's values omit a string's quotes.
    private static ReadOnlySpan<byte> TokenOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes) =>
        reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String
            ? bytes.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2)
            : reader.ValueSpan;
}
