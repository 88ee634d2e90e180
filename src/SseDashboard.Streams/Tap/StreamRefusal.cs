using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>Why a stream was refused.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Bound">The bound that was reached; 0 if it was none.</param>
/// <param name="Streams">What is bounded, in the plural.</param>
internal readonly record struct Refused(RefusalReason Reason, int Bound = 0, string Streams = "event streams");

/// <summary>The response to a request for a stream that cannot be opened now (RFC 9457, RFC 9110 section 10.2.3).</summary>
internal static class StreamRefusal
{
    /// <summary>
    /// 503 with <c>Retry-After</c> and problem details. A browser's EventSource does not reconnect after it, so it is the last
    /// resort.
    /// </summary>
    public static Task WriteAsync(HttpContext context, Refused refused, StreamOptions options)
    {
        string detail = refused.Reason switch
        {
            RefusalReason.TooManyConnections or RefusalReason.TooManyPublicConnections =>
                $"This host serves {refused.Bound} {refused.Streams} at once and all are taken.",
            RefusalReason.TooManyFromAddress =>
                $"One address may open {refused.Bound} {refused.Streams} at once and yours has them.",
            _ => "This host is shutting down.",
        };
        return WriteAsync(context, options, refused.Reason.ToString(), "No event stream can be opened now", detail);
    }

    /// <summary>503 with <c>Retry-After</c> and problem details.</summary>
    public static Task WriteAsync(HttpContext context, StreamOptions options, string reason, string title, string detail)
    {
        int seconds = (int)Math.Ceiling(options.RetryAfter.TotalSeconds);
        SetRetryAfter(context.Response, seconds.ToString(CultureInfo.InvariantCulture));
        var problem = TypedResults.Problem(
            title: title,
            detail: $"{detail} Try again in {seconds} s.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            extensions: new Dictionary<string, object?> { ["reason"] = reason });
        context.RequestServices.GetRequiredService<WireTaps>().Record(context, problem.ProblemDetails);
        return problem.ExecuteAsync(context);
    }

    /// <summary>
    /// Sets <c>Retry-After</c>, and lets pages of other origins read it if they may read the response (Fetch, section 3.3.3).
    /// </summary>
    public static void SetRetryAfter(HttpResponse response, string value)
    {
        response.Headers.RetryAfter = value;
        response.Headers.AccessControlExposeHeaders = "Retry-After";
    }
}
