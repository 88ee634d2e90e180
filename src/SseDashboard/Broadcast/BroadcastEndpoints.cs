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
        services.AddInlineSocketScheduling().AddSingleton<ChannelDirectory>().AddSingleton<Publisher>();

    /// <summary>Maps <c>GET /broadcast/{channel}</c> and <c>POST /broadcast/{channel}</c>.</summary>
    public static void MapBroadcast(this IEndpointRouteBuilder routes)
    {
        // Only the handlers resolve services: this code runs before the options are validated, so an invalid one would throw here.
        var broadcast = routes.MapGroup("/broadcast/{channel}").OwnOriginOnly().AnswerHead();

        broadcast.MapGet("", (string channel, HttpContext context, ChannelDirectory directory) => ListenAsync(directory, channel, context));

        broadcast.MapPost("", async Task<IResult> (
            string channel, HttpContext context, Publisher publisher, IOptions<StreamOptions> options) =>
        {
            if (Publisher.Check(channel) is { } wrong)
                return wrong;
            var (body, unread) = await JsonBody.ReadAsync<Publication>(context, options.Value.LargestEvent * BytesPerByte);
            if (unread is not null)
                return unread;
            var (published, refusal) = await publisher.PublishAsync(channel, [body!], context.RequestAborted);
            return refusal is not null ? refusal : TypedResults.Ok(published);
        });
    }

    private static async Task ListenAsync(ChannelDirectory directory, string channel, HttpContext context)
    {
        if (Publisher.Check(channel) is { } wrong)
        {
            await wrong.ExecuteAsync(context);
            return;
        }

        // HEAD must not create a channel.
        if (HttpMethods.IsHead(context.Request.Method))
        {
            await EventStream.Head.ExecuteAsync(context);
            return;
        }

        using var lease = directory.Open(channel);
        await (lease is null ? Publisher.Full() : EventStream.From(lease.Channel)).ExecuteAsync(context);
    }
}
