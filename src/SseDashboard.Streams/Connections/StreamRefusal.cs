using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>The answer to a request for a stream that cannot be opened now (RFC 9457, RFC 9110 section 10.2.3).</summary>
internal static class StreamRefusal
{
    /// <summary>
    /// 503 with <c>Retry-After</c> and problem details. A browser's EventSource gives up for good on it, which is why it is
    /// the last resort.
    /// </summary>
    public static Task WriteAsync(HttpContext context, Refused refused, StreamOptions options)
    {
        string detail = refused.Reason switch
        {
            RefusalReason.TooManyConnections or RefusalReason.TooManyOpenToAnyone =>
                $"This host serves {refused.Bound} {refused.Streams} at once and all are taken.",
            RefusalReason.TooManyFromAddress =>
                $"One address may open {refused.Bound} {refused.Streams} at once and yours has them.",
            _ => "This host is shutting down.",
        };
        int seconds = (int)Math.Ceiling(options.RetryAfter.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            title: "No event stream can be opened now",
            detail: $"{detail} Try again in {seconds} s.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            extensions: new Dictionary<string, object?> { ["reason"] = refused.Reason.ToString() }).ExecuteAsync(context);
    }
}
