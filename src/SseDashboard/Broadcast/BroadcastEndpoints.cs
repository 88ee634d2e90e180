using Microsoft.Extensions.Options;
using SseDashboard.Hosting.Requests;
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
        services.AddInlineSocketScheduling().AddSingleton<ChannelDirectory>().AddSingleton<Publisher>();

    /// <summary>Maps <c>GET /broadcast/{channel}</c> and <c>POST /broadcast/{channel}</c>.</summary>
    public static void MapBroadcast(this IEndpointRouteBuilder routes)
    {
        // Everything is asked for by the handlers: here, before the start, a wrong option would be an unhandled exception.
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
