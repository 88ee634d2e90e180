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

    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>
    /// Adds the channels, and the inline socket scheduling that fan-out benefits from. With <c>Broadcast:Redis</c> in the
    /// configuration, hosts share their channels.
    /// </summary>
    public static IServiceCollection AddBroadcast(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetSection(RedisBroadcastOptions.Section).Exists())
            services.AddRedis();
        return services.AddInlineSocketScheduling().AddSingleton<Publisher>();
    }

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
            string? key = context.Request.Headers[IdempotencyKey];
            if (key is { Length: 0 or > BroadcastChannel.MaxKeyLength })
                return Refusal.OfField(IdempotencyKey, $"Has {key.Length} characters. Send 1 to {BroadcastChannel.MaxKeyLength}, such as a UUID.");
            var (published, refusal) = await publisher.PublishAsync(channel, [body!], context.RequestAborted, key);
            return refusal is not null ? refusal : TypedResults.Ok(published);
        });
    }
}
