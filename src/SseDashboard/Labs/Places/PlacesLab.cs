using System.Globalization;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>A broadcast channel with so few places that a handful of clients fills it, to see what the next one gets.</summary>
internal static class PlacesLab
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    /// <summary>Adds the lab and its bounds.</summary>
    public static IServiceCollection AddPlacesLab(this IServiceCollection services)
    {
        services.AddBoundedOptions<PlacesOptions>("PlacesLab");
        return services.AddSingleton<TakenPlaces>();
    }

    /// <summary>Maps <c>GET /labs/places/{channel}?places=</c>; <c>POST /broadcast/{channel}</c> publishes to the same channel.</summary>
    public static void MapPlacesLab(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/labs/places/{channel}", ListenAsync).OwnOriginOnly().AnswerHead();

    private static async Task<IResult> ListenAsync(
        string channel, HttpContext context, BroadcastChannels channels, TakenPlaces taken, IOptions<PlacesOptions> bounds, string? places = null)
    {
        int most = bounds.Value.MaxPlaces;
        if (!int.TryParse(places ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1 || number > most)
            return Refusal.OfField("places", $"Must be a whole number, 1 to {most}, but is '{places}'.");
        if (channel.Length > PlacesOptions.LongestName || !channel.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return Refusal.OfField("channel", $"Must have 1 to {PlacesOptions.LongestName} letters (a to z), digits or hyphens.");
        return HttpMethods.IsHead(context.Request.Method) ? EventStream.Head : await ServeAsync(channel, number, context, channels, taken);
    }

    // excerpt: limited-stream
    private static async Task<IResult> ServeAsync(string channel, int places, HttpContext context, BroadcastChannels channels, TakenPlaces taken)
    {
        using var place = taken.TryTake(channel, places);
        using var lease = channels.Open(channel);
        if (place is null || lease is null)
        {
            return Refusal.Of(StatusCodes.Status503ServiceUnavailable, "places-taken",
                $"All of the {places} places that this stream has are taken. Close one or wait.", TryAgain);
        }

        await EventStream.From(lease.Channel).ExecuteAsync(context);
        return Results.Empty;
    }
    // end excerpt
}
