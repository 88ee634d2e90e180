using System.Text.Json;
using System.Text.Json.Serialization;

namespace SseDashboard.Replay;

/// <summary>A line of a recording in NDJSON: the head, a chunk, or the end. docs/recordings.md describes the format.</summary>
internal sealed record RecordingLine
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    /// <summary>The response ended.</summary>
    public const string Completed = "completed";

    /// <summary>The connection broke.</summary>
    public const string Cut = "cut";

    /// <summary>How lines are read and written: a misspelt or duplicate member is an error, or it would silently not apply.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = false,
        // The file is not part of a page, and is for people to read.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 2,
    };

    /// <summary>In the first line only: the version of the format.</summary>
    public int? Recording { get; init; }

    /// <summary>In the first line: the status code.</summary>
    public int? Status { get; init; }

    /// <summary>In the first line: the content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>In the first line: the method of the request.</summary>
    public string? Method { get; init; }

    /// <summary>In the first line: the address of the request.</summary>
    public string? Url { get; init; }

    /// <summary>In the first line: when the head arrived.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>In the first line: what the recording lacks.</summary>
    public string? Note { get; init; }

    /// <summary>In the other lines: milliseconds after the head.</summary>
    public decimal? Ms { get; init; }

    /// <summary>The bytes of a chunk, if they are valid UTF-8.</summary>
    public string? Text { get; init; }

    /// <summary>The bytes of a chunk in base64 (RFC 4648, section 4), if they are not valid UTF-8.</summary>
    public string? Base64 { get; init; }

    /// <summary>In the last line: <see cref="Completed"/> or <see cref="Cut"/>.</summary>
    public string? End { get; init; }
}
