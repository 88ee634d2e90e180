using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace SseDashboard.Streams;

/// <summary>How a watched request was refused.</summary>
/// <param name="Problem">The problem details.</param>
/// <param name="RetryAfter">The <c>Retry-After</c> header, if it had one.</param>
internal sealed record RecordedRefusal(ProblemDetails Problem, string? RetryAfter);

/// <summary>Tells a page why its stream was refused.</summary>
public static class RecordedRefusalExtensions
{
    private const string ProblemJson = "application/problem+json";

    /// <summary>
    /// Answers the question why a watched stream was refused. An <c>EventSource</c> hides the status and the body of a refusal,
    /// so its page has to ask. It asks for the stream's address again, with its <c>watch</c> token, but accepts only
    /// <c>application/problem+json</c> (RFC 9457). The answer repeats the refusal, once, and opens and counts no stream; it is
    /// 406 (RFC 9110, section 15.5.7) if no refusal is recorded. Add it after CORS, so that a page that may read the stream may
    /// read the answer.
    /// </summary>
    public static IApplicationBuilder UseRecordedRefusals(this IApplicationBuilder app) =>
        app.Use(next => context => IsQuestion(context.Request) ? AnswerAsync(context) : next(context));

    private static bool IsQuestion(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept is [ProblemJson] && request.Query.ContainsKey(WireTaps.Parameter);

    private static Task AnswerAsync(HttpContext context)
    {
        var taps = context.RequestServices.GetRequiredService<WireTaps>();
        context.Response.Headers.CacheControl = "no-store";
        if (taps.Find(context.Request)?.TakeRefusal() is not { } refusal)
        {
            return TypedResults.Problem("No refusal is recorded for this watcher.", statusCode: StatusCodes.Status406NotAcceptable)
                .ExecuteAsync(context);
        }

        if (refusal.RetryAfter is { } retryAfter)
            StreamRefusal.SetRetryAfter(context.Response, retryAfter);
        return TypedResults.Problem(refusal.Problem).ExecuteAsync(context);
    }
}
