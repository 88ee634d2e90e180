using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.HttpResults;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Hosting.Circuits;

/// <summary>
/// While all places for pages are taken, answers the next page with one that says so and tries again by itself, and refuses
/// the connection of a page that was sent while there still was a place.
/// </summary>
/// <typeparam name="TPage">The page to answer with. Its parameters are <c>Max</c>, the number of pages served at once, and <c>Seconds</c>, when to try again.</typeparam>
internal sealed class CircuitGate<TPage>(RequestDelegate next, CircuitPlaces places, RefusalCounter refusals) where TPage : IComponent
{
    private static readonly PathString Negotiation = "/_blazor/negotiate";

    /// <summary>Passes the request on, or answers with 503 and <c>Retry-After</c>.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        bool isPage = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        bool isAdmitted = isPage ? !places.AreTaken : context.Request.Path != Negotiation || places.TryNegotiate();
        if (isAdmitted)
            return next(context);

        const int Status = StatusCodes.Status503ServiceUnavailable;
        int seconds = places.Limits.RetryAfterSeconds;
        places.CountRefusal();
        if (!isPage)
        {
            return Refusal.Of(
                Status, "pages-full", $"This host serves {places.Limits.Max} dashboard pages at once and has no place now. Try again in {seconds} s.",
                places.Limits.RetryAfter).ExecuteAsync(context);
        }

        refusals.Count("pages-full", Status);
        context.Response.Headers.RetryAfter = $"{seconds}";
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<TPage>(new { places.Limits.Max, Seconds = seconds }) { StatusCode = Status }
            .ExecuteAsync(context);
    }
}
