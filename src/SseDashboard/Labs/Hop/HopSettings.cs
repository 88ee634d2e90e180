using System.IO.Compression;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Labs;

/// <summary>What the hop does with a response: the words of its address.</summary>
/// <param name="Buffers"><c>buffer</c>: passes on what it has when a buffer is full, or when the response ends.</param>
/// <param name="Obeys"><c>obey</c>: does not buffer a response with <c>X-Accel-Buffering: no</c>, as nginx.</param>
/// <param name="Compresses"><c>gzip</c>: compresses for a client that accepts it.</param>
/// <param name="Flushes"><c>flush</c>: ends a block of the compression with each part that it passes on.</param>
/// <param name="AllowsAny"><c>any</c>: sends <c>Access-Control-Allow-Origin: *</c>.</param>
/// <param name="AllowsOrigin"><c>origin</c>: sends <c>Access-Control-Allow-Origin</c> with the page's origin.</param>
/// <param name="AllowsCredentials"><c>credentials</c>: sends <c>Access-Control-Allow-Credentials: true</c>.</param>
internal sealed record HopSettings(
    bool Buffers, bool Obeys, bool Compresses, bool Flushes, bool AllowsAny, bool AllowsOrigin, bool AllowsCredentials)
{
    private static readonly string[] Words = ["buffer", "obey", "gzip", "flush", "any", "origin", "credentials"];

    /// <summary>Reads the words, separated by commas; <c>none</c> for none. Exactly one of the two results is not <see langword="null"/>.</summary>
    public static (HopSettings? Settings, Refusal? Refusal) Read(string text)
    {
        string[] words = text == "none" ? [] : text.Split(',');
        if (words.FirstOrDefault(word => !Words.Contains(word)) is { } unknown)
            return (null, Refusal.OfField("settings", $"'{unknown}' is not a setting of the hop. Use none, or any of {string.Join(", ", Words)}, separated by commas."));
        bool Has(string word) => words.Contains(word);
        return (new(Has("buffer"), Has("obey"), Has("gzip"), Has("flush"), Has("any"), Has("origin"), Has("credentials")), null);
    }

    /// <summary>Writes the headers of the response: those that a client needs, and those that the settings add.</summary>
    /// <returns>Whether the body is to be compressed.</returns>
    public bool WriteHead(HttpContext context, HttpResponseMessage upstream)
    {
        var (request, response) = (context.Request, context.Response);
        response.StatusCode = (int)upstream.StatusCode;
        response.ContentType = upstream.Content.Headers.ContentType?.ToString();
        response.Headers.CacheControl = "no-cache";
        if (upstream.Headers.RetryAfter is { } retryAfter)
            response.Headers.RetryAfter = retryAfter.ToString();
        // excerpt: cors-headers
        if (AllowsOrigin)
        {
            response.Headers.AccessControlAllowOrigin = request.Headers.Origin;
            response.Headers.Vary = "Origin";
        }
        else if (AllowsAny)
            response.Headers.AccessControlAllowOrigin = "*";
        if (AllowsCredentials)
            response.Headers.AccessControlAllowCredentials = "true";
        // end excerpt
        bool compresses = Compresses && request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        if (compresses)
            response.Headers.ContentEncoding = "gzip";
        return compresses;
    }

    /// <summary>Passes the body on.</summary>
    /// <param name="body">The body as the server sends it.</param>
    /// <param name="response">The response to the client.</param>
    /// <param name="compresses">Whether to compress it.</param>
    /// <param name="asked">Whether the server asked for no buffering.</param>
    /// <param name="bufferBytes">The size of the buffer.</param>
    /// <param name="left">Signalled when the client has left.</param>
    public async Task CopyAsync(Stream body, HttpResponse response, bool compresses, bool asked, int bufferBytes, CancellationToken left)
    {
        bool buffers = Buffers && !(Obeys && asked);
        // A proxy that buffers holds even the headers back.
        if (!buffers)
            await response.Body.FlushAsync(left);
        // Not the fastest level, which hardly waits for more.
        await using var zip = compresses ? new GZipStream(response.Body, CompressionLevel.Optimal, leaveOpen: true) : null;
        await CopyAsync(body, zip ?? response.Body, new byte[bufferBytes], buffers, Flushes, left);
    }

    // excerpt: hop-copy
    private static async Task CopyAsync(Stream server, Stream client, byte[] buffer, bool buffers, bool flushes, CancellationToken left)
    {
        int held = 0;
        while (await server.ReadAsync(buffer.AsMemory(held), left) is > 0 and var read)
        {
            held += read;
            if (buffers && held < buffer.Length)
                continue;
            await client.WriteAsync(buffer.AsMemory(0, held), left);
            // Without it, a compressor keeps what it has until it is worth a block.
            if (flushes)
                await client.FlushAsync(left);
            held = 0;
        }

        await client.WriteAsync(buffer.AsMemory(0, held), left);
    }
    // end excerpt
}
