using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>Broadcast channels over HTTP: listen with GET, publish with POST.</summary>
internal static class BroadcastEndpoints
{
    // JSON can escape a one-byte character in six bytes: \u0041.
    private const int BytesPerByte = 6;

    /// <summary>Adds the channels, and the inline socket scheduling that fan-out benefits from.</summary>
    public static IServiceCollection AddBroadcast(this IServiceCollection services) =>
        services.AddInlineSocketScheduling().AddSingleton<Publisher>();

    /// <summary>Maps <c>GET /broadcast/{channel}</c> and <c>POST /broadcast/{channel}</c>.</summary>
    public static void MapBroadcast(this IEndpointRouteBuilder routes)
    {
        // Only the handlers resolve services: this code runs before the options are validated, so an invalid one would throw here.
        var broadcast = routes.MapGroup("/broadcast/{channel}").OwnOriginOnly().AnswerHead();

        broadcast.MapBroadcast("", listen =>
        {
            listen.IsValidName = name => Publisher.Check(name) is null;
            listen.Refuse = refusal => refusal == BroadcastRefusal.TooManyChannels ? Publisher.Full() : Publisher.WrongName();
        });

        broadcast.MapPost("", async Task<IResult> (
            string channel, HttpContext context, Publisher publisher, IOptions<StreamOptions> options) =>
        {
            if (Publisher.Check(channel) is { } wrong)
                return wrong;
            var (body, unread) = await JsonBody.ReadAsync<Publication>(context, options.Value.MaxEventBytes * BytesPerByte);
            if (unread is not null)
                return unread;
            var (published, refusal) = await publisher.PublishAsync(channel, [body!], context.RequestAborted);
            return refusal is not null ? refusal : TypedResults.Ok(published);
        });
    }
}
