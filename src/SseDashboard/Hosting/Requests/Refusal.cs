using Microsoft.AspNetCore.Mvc;
using SseDashboard.Streams;

namespace SseDashboard.Hosting.Requests;

/// <summary>
/// Refuses a request with problem details (RFC 9457) that say what happened, what was expected and what to do. Every refusal
/// is counted.
/// </summary>
internal sealed class Refusal : IResult
{
    private readonly ProblemDetails _problem;
    private readonly string _reason;
    private readonly TimeSpan? _retryAfter;
    private readonly string? _accept;

    private Refusal(ProblemDetails problem, string reason, TimeSpan? retryAfter = null, string? accept = null) =>
        (_problem, _reason, _retryAfter, _accept) = (problem, reason, retryAfter, accept);

    /// <summary>What happened, what was expected, and what to do.</summary>
    public string Detail => _problem.Detail!;

    /// <summary>A refusal with the given HTTP status code.</summary>
    /// <param name="status">The status code (RFC 9110, section 15).</param>
    /// <param name="reason">The short, fixed name under which it is counted.</param>
    /// <param name="detail">What happened, what was expected, and what to do.</param>
    /// <param name="retryAfter">Sent as <c>Retry-After</c>, in whole seconds, if retrying can help.</param>
    public static Refusal Of(int status, string reason, string detail, TimeSpan? retryAfter = null) =>
        new(new() { Status = status, Detail = detail }, reason, retryAfter);

    /// <summary>A 400 that names the invalid field and says why.</summary>
    /// <param name="field">A field of the JSON body, a part of the URL, or a header.</param>
    /// <param name="why">What is wrong, what was expected, and what to do.</param>
    /// <param name="reason">The short, fixed name under which it is counted.</param>
    public static Refusal OfField(string field, string why, string reason = "field") =>
        new(
            new HttpValidationProblemDetails(new Dictionary<string, string[]> { [field] = [why] })
            {
                Status = StatusCodes.Status400BadRequest,
                Title = "Bad Request",
                Detail = $"{field}: {why}",
            },
            reason);

    /// <summary>A 415 for a body that is not JSON, with the accepted type in <c>Accept</c> (RFC 9110, sections 12.5.1 and 15.5.16).</summary>
    /// <param name="type">The request's content type.</param>
    public static Refusal NotJson(string? type) =>
        new(
            new()
            {
                Status = StatusCodes.Status415UnsupportedMediaType,
                Detail = $"The content type is '{type}', but the body must be JSON. Send 'Content-Type: application/json'.",
            },
            "not-json",
            accept: "application/json");

    /// <summary>Writes the response and counts the refusal.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.RequestServices.GetRequiredService<RefusalCounter>().Count(_reason, _problem.Status!.Value);
        if (_retryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = $"{(long)Math.Ceiling(wait.TotalSeconds)}";
            // A page of another origin that may read the response may read this header too (Fetch, section 3.3.3).
            httpContext.Response.Headers.AccessControlExposeHeaders = "Retry-After";
        }

        if (_accept is not null)
            httpContext.Response.Headers.Accept = _accept;
        httpContext.RequestServices.GetRequiredService<WireTaps>().Record(httpContext, _problem);
        return TypedResults.Problem(_problem).ExecuteAsync(httpContext);
    }
}
