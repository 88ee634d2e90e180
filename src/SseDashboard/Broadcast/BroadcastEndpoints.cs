using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>Broadcast channels over HTTP: listen with GET, publish with POST.</summary>
internal static partial class BroadcastEndpoints
{
    // A JSON string may write each of its characters with six: \u0041.
    private const int BytesPerByte = 6;

    /// <summary>Adds the channels, and the sockets' scheduling that suits them.</summary>
    public static IServiceCollection AddBroadcast(this IServiceCollection services) =>
        services.AddInlineSocketScheduling().AddSingleton<ChannelDirectory>();

    /// <summary>Maps <c>GET /broadcast/{channel}</c> and <c>POST /broadcast/{channel}</c>.</summary>
    public static void MapBroadcast(this IEndpointRouteBuilder routes)
    {
        var directory = routes.ServiceProvider.GetRequiredService<ChannelDirectory>();
        var options = routes.ServiceProvider.GetRequiredService<IOptions<StreamOptions>>().Value;

        routes.MapGet("/broadcast/{channel}", (string channel, HttpContext context) => ListenAsync(directory, channel, context));

        routes.MapPost("/broadcast/{channel}", async (string channel, HttpContext context) =>
        {
            if (Check(channel) is { } wrong)
                return wrong;
            var (body, refusal) = await JsonBody.ReadAsync<Publication>(context, options.LargestEvent * BytesPerByte);
            return refusal ?? await PublishAsync(directory, channel, body!, context.RequestAborted);
        });
    }

    private static async Task ListenAsync(ChannelDirectory directory, string channel, HttpContext context)
    {
        if (Check(channel) is { } wrong)
        {
            await wrong.ExecuteAsync(context);
            return;
        }

        using var lease = directory.Open(channel);
        await (lease is null ? Full() : EventStream.From(lease.Channel)).ExecuteAsync(context);
    }

    private static async Task<IResult> PublishAsync(
        ChannelDirectory directory, string channel, Publication publication, CancellationToken left)
    {
        var (@event, refusal) = publication.ToEvent();
        if (refusal is not null)
            return refusal;
        using var lease = directory.Open(channel);
        if (lease is null)
            return Full();
        try
        {
            string id = await lease.Channel.PublishAsync(@event!, left);
            return TypedResults.Ok(new Published(id, lease.Channel.Subscribers));
        }
        catch (EventTooLargeException error)
        {
            return Refusal.Of(StatusCodes.Status413PayloadTooLarge, "event-too-large", error.Message);
        }
    }

    private static Refusal? Check(string channel) => Name().IsMatch(channel)
        ? null
        : Refusal.OfField("channel", "A channel's name has 1 to 64 letters (a to z), digits, dots, hyphens or underscores.");

    private static Refusal Full() => Refusal.Of(
        StatusCodes.Status503ServiceUnavailable,
        "channels",
        "All broadcast channels are in use. Use one of them, or raise Streams:Channels.",
        TimeSpan.FromSeconds(5));

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
