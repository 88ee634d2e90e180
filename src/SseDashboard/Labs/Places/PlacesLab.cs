using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>A broadcast channel with so few places that a handful of clients fills it, to see what the next one gets.</summary>
internal static class PlacesLab
{
    /// <summary>Adds the lab and its bounds.</summary>
    public static IServiceCollection AddPlacesLab(this IServiceCollection services)
    {
        services.AddBoundedOptions<PlacesOptions>("PlacesLab");
        services.TryAddSingleton<TakenPlaces>();
        return services;
    }

    /// <summary>Maps <c>GET /labs/places/{channel}?places=</c>; <c>POST /broadcast/{channel}</c> publishes to the same channel.</summary>
    public static void MapPlacesLab(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/labs/places/{channel}", ListenAsync).OwnOriginOnly().AnswerHead();

    private static async Task<IResult> ListenAsync(
        string channel, HttpContext context, BroadcastChannels channels, TakenPlaces taken, IOptions<PlacesOptions> bounds, string? places = null)
    {
        if (LabRefusal.OfNumber("places", places ?? "1", 1, bounds.Value.MaxPlaces, "places", out int number) is { } refusal)
            return refusal;
        if (channel.Length > PlacesOptions.LongestName || !channel.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return Refusal.OfField("channel", $"Must have 1 to {PlacesOptions.LongestName} letters (a to z), digits or hyphens.");
        return HttpMethods.IsHead(context.Request.Method) ? EventStream.Head : await ServeAsync(channel, number, context, channels, taken);
    }

    // excerpt: limited-stream
    private static async Task<IResult> ServeAsync(string channel, int places, HttpContext context, BroadcastChannels channels, TakenPlaces taken)
    {
        using var place = taken.TryTake($"places/{channel}", places);
        using var lease = channels.Open(channel);
        if (place is null || lease is null)
        {
            return Refusal.Of(StatusCodes.Status503ServiceUnavailable, "places-taken",
                $"All {places} places of this stream are taken. Close one or wait.", retryAfter: LabRefusal.TryAgain);
        }

        await EventStream.From(lease.Channel).ExecuteAsync(context);
        return Results.Empty;
    }
    // end excerpt
}
