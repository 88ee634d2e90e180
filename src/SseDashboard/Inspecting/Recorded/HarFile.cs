using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.WebUtilities;
using SseDashboard.Observing;
using SseDashboard.Replay;

namespace SseDashboard.Inspecting;

/// <summary>
/// Writes a connection as an HTTP Archive of version 1.2 with one entry, which the network panels of browsers import. The comment of
/// its content has a line for each event.
/// </summary>
internal static class HarFile
{
    // Times and sizes that are not known (HAR 1.2).
    private const int Unknown = -1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file.</summary>
    /// <param name="observed">The connection.</param>
    /// <param name="recording">Its recording.</param>
    /// <param name="withSecrets">Whether to include the secrets of headers and addresses; otherwise a placeholder stands for each.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public static async Task WriteAsync(ObservationSnapshot observed, Recording recording, bool withSecrets, PipeWriter file, CancellationToken cancellationToken) =>
        await JsonSerializer.SerializeAsync(file, Of(observed, recording, withSecrets), Json, cancellationToken);

    private static object Of(ObservationSnapshot observed, Recording recording, bool withSecrets)
    {
        double wait = Math.Max(0, ((observed.Head?.At ?? observed.StartedAt) - observed.StartedAt).TotalMilliseconds);
        double receive = recording.Length.TotalMilliseconds;
        return new
        {
            log = new
            {
                version = "1.2",
                creator = new { name = "SSE Dashboard", version = typeof(HarFile).Assembly.GetName().Version?.ToString(3) ?? "" },
                entries = new[]
                {
                    new
                    {
                        startedDateTime = observed.StartedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                        time = wait + receive,
                        request = RequestOf(observed.Request, observed.Head?.Protocol, withSecrets),
                        response = ResponseOf(observed, recording, withSecrets),
                        cache = new { },
                        timings = new { blocked = Unknown, dns = Unknown, connect = Unknown, send = 0, wait, receive, ssl = Unknown },
                        comment = CommentOf(observed, recording, withSecrets),
                    },
                },
            },
        };
    }

    private static object RequestOf(ObservedRequest request, string? protocol, bool withSecrets)
    {
        string url = Address(request.Url, withSecrets);
        return new
        {
            method = request.Method,
            url,
            httpVersion = protocol ?? "",
            cookies = Array.Empty<object>(),
            headers = HeadersOf(request.Headers, withSecrets),
            queryString = QueryHelpers.ParseQuery(new Uri(url).Query).SelectMany(pair => pair.Value, (pair, value) => new { name = pair.Key, value = value ?? "" }),
            postData = request.Body is { } body ? new { mimeType = request.Headers.Find("Content-Type") ?? "", text = body } : null,
            headersSize = Unknown,
            bodySize = Encoding.UTF8.GetByteCount(request.Body ?? ""),
        };
    }

    private static object ResponseOf(ObservationSnapshot observed, Recording recording, bool withSecrets)
    {
        byte[] body = recording.Body();
        bool isText = Utf8.IsValid(body);
        return new
        {
            // A browser reads 0 as "no response".
            status = observed.Head?.Status ?? 0,
            statusText = observed.Head is { } head ? ReasonPhrases.GetReasonPhrase(head.Status) : "",
            httpVersion = observed.Head?.Protocol ?? "",
            cookies = Array.Empty<object>(),
            headers = HeadersOf(observed.Head?.Headers ?? [], withSecrets),
            content = new
            {
                size = body.Length,
                mimeType = recording.Head.ContentType ?? "",
                text = isText ? Encoding.UTF8.GetString(body) : Convert.ToBase64String(body),
                encoding = isText ? null : "base64",
                comment = string.Join('\n', RecordedEvent.Of(recording).Select(LineOf)),
            },
            redirectURL = "",
            headersSize = Unknown,
            bodySize = Unknown,
        };
    }

    private static string LineOf(RecordedEvent received) => string.Create(CultureInfo.InvariantCulture,
        $"event {received.Number}: {received.At.TotalMilliseconds:0.####} ms after the head, in chunk {received.Chunk}, type {received.Type}, last event ID {(received.LastEventId.Length > 0 ? received.LastEventId : "none")}, {Encoding.UTF8.GetByteCount(received.Data)} bytes of data");

    private static string? CommentOf(ObservationSnapshot observed, Recording recording, bool withSecrets)
    {
        var redirects = observed.Redirects.Select(redirect => $"{redirect.Status} redirected to {Address(redirect.To, withSecrets)}.");
        string?[] parts = [.. redirects, recording.Head.Note, observed.End?.Reason];
        string comment = string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part)));
        return comment.Length > 0 ? comment : null;
    }

    private static string Address(Uri url, bool withSecrets) => withSecrets ? url.AbsoluteUri : Secrets.Mask(url.AbsoluteUri);

    private static IEnumerable<object> HeadersOf(IReadOnlyList<ObservedHeader> headers, bool withSecrets) => headers.Select(header => new
    {
        name = header.Name,
        value = withSecrets || !Secrets.IsSecret(header.Name) ? header.Value : Secrets.Placeholder,
    });
}
