using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Hosting.Circuits;

/// <summary>
/// At the limit of open pages, answers a request for a page with one that says so and retries by itself, and refuses the
/// connection of a page that was served before the limit was reached.
/// </summary>
/// <typeparam name="TPage">The page to answer with. Its parameters are <c>Max</c>, the number of pages served at once, and <c>Seconds</c>, when to try again.</typeparam>
internal sealed class CircuitGate<TPage>(RequestDelegate next, CircuitPlaces places, RefusalCounter refusals) where TPage : IComponent
{
    private static readonly PathString Negotiation = "/_blazor/negotiate";

    /// <summary>Passes the request on, or answers with 503 and <c>Retry-After</c>.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        bool isPage = context.IsForPage();
        bool isAdmitted = isPage ? !places.AreTaken : context.Request.Path != Negotiation || places.TryNegotiate();
        if (isAdmitted)
            return next(context);

        const int Status = StatusCodes.Status503ServiceUnavailable;
        int seconds = places.Limits.RetryAfterSeconds;
        places.CountRefusal();
        if (!isPage)
        {
            return Refusal.Of(
                Status, "pages-full", $"{places.Limits.Max} dashboard pages are open, the most that this host serves. Try again in {seconds} s.",
                places.Limits.RetryAfter).ExecuteAsync(context);
        }

        refusals.Count("pages-full", Status);
        context.Response.Headers.RetryAfter = $"{seconds}";
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<TPage>(new { places.Limits.Max, Seconds = seconds }) { StatusCode = Status }
            .ExecuteAsync(context);
    }
}
