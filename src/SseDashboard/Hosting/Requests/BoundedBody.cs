using Microsoft.AspNetCore.Http.Features;

namespace SseDashboard.Hosting.Requests;

/// <summary>Reads a request's body up to a size limit, whether or not its length is known beforehand.</summary>
internal static class BoundedBody
{
    /// <summary>Reads the body. The value is <see langword="null"/> if it is refused.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The largest body, in bytes.</param>
    /// <param name="read">Reads it. Its exceptions pass through, apart from those of a body that is too large or cannot be read.</param>
    public static async Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(HttpContext context, int limit, Func<Stream, Task<T?>> read) where T : class
    {
        if (context.Request.ContentLength > limit)
            return (null, TooLarge(limit));
        // For a body without Content-Length: the server counts its bytes and throws at the limit.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;

        try
        {
            return (await read(context.Request.Body), null);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge(limit));
        }
        catch (BadHttpRequestException error)
        {
            return (null, Refusal.Of(error.StatusCode, "body", $"The body could not be read: {error.Message}"));
        }
    }

    private static Refusal TooLarge(int limit) =>
        Refusal.Of(StatusCodes.Status413PayloadTooLarge, "body-too-large", $"The body is larger than {limit} bytes. Send a smaller one.");
}
