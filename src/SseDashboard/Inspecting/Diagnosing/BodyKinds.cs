using System.Text;
using System.Text.Json;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>What the body of a response is, whatever its type claims.</summary>
internal enum BodyKind
{
    /// <summary>Nothing has arrived yet.</summary>
    Empty,

    /// <summary>An HTML document.</summary>
    Html,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>Several JSON documents, a line each: NDJSON.</summary>
    JsonLines,

    /// <summary>Anything else: an event stream, or text.</summary>
    Other,
}

/// <summary>Tells bodies apart by their beginning.</summary>
internal static class BodyKinds
{
    public static BodyKind Of(ObservationSnapshot seen)
    {
        var start = seen.BodyStart.Span.TrimStart("\uFEFF \t\r\n"u8);
        if (start.IsEmpty)
            return BodyKind.Empty;
        if (start[0] is (byte)'<' && IsHtml(start, seen.Head?.MediaType))
            return BodyKind.Html;
        return start[0] is (byte)'{' or (byte)'[' ? OfJson(seen, start) : BodyKind.Other;
    }

    private static bool IsHtml(ReadOnlySpan<byte> start, string? type)
    {
        string text = Encoding.UTF8.GetString(start[..Math.Min(start.Length, 64)]);
        return type is "text/html" or "application/xhtml+xml"
            || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static BodyKind OfJson(ObservationSnapshot seen, ReadOnlySpan<byte> start)
    {
        // A stream of JSON lines without field names is for the rules about lines, so one document counts only once it is all.
        bool isStream = seen.Head?.IsEventStream == true;
        bool isWhole = seen.End is not null && seen.Counts.Bytes == seen.BodyStart.Length;
        int documents = Documents(start, out bool isValid);
        if (JsonLines.IsType(seen.Head?.MediaType) || seen.Head?.MediaType == "application/json-seq" || (isValid && documents > 1))
            return isStream ? BodyKind.Other : BodyKind.JsonLines;
        if (!isValid || (isStream && !(isWhole && documents == 1)))
            return BodyKind.Other;
        return BodyKind.Json;
    }

    // Complete documents. The last may go on beyond the bytes at hand.
    private static int Documents(ReadOnlySpan<byte> json, out bool isValid)
    {
        int documents = 0;
        isValid = true;
        try
        {
            var reader = new Utf8JsonReader(json, isFinalBlock: false, new(new() { AllowMultipleValues = true, AllowTrailingCommas = true }));
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                    documents++;
            }
        }
        catch (JsonException)
        {
            isValid = false;
        }

        return documents;
    }
}
