using Microsoft.Extensions.Options;
using SseDashboard.Edge;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Broadcast;

/// <summary>Broadcast channels over HTTP: listen with GET, publish with POST.</summary>
internal static class BroadcastEndpoints
{
    // A JSON string may write each of its characters with six: \u0041.
    private const int BytesPerByte = 6;

    /// <summary>Adds the channels, and the sockets' scheduling that suits them.</summary>
    public static IServiceCollection AddBroadcast(this IServiceCollection services) =>
        services.AddInlineSocketScheduling().AddSingleton<Publisher>();

    /// <summary>Maps <c>GET /broadcast/{channel}</c> and <c>POST /broadcast/{channel}</c>.</summary>
    public static void MapBroadcast(this IEndpointRouteBuilder routes)
    {
        // Everything is asked for by the handlers: here, before the start, a wrong option would be an unhandled exception.
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
