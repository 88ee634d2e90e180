using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SseDashboard.Streams;

/// <summary>Maps broadcast channels.</summary>
public static class BroadcastEndpointExtensions
{
    private const string Parameter = "channel";

    /// <summary>
    /// Maps GET and HEAD of a pattern with the route parameter <c>channel</c>, such as <c>/broadcast/{channel}</c>, to a stream
    /// of that channel. Publish with <see cref="BroadcastChannels.Open"/> and <see cref="BroadcastChannel.PublishAsync(ServerSentEvent, CancellationToken)"/>.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <param name="pattern">The route pattern.</param>
    /// <param name="configure">Sets the policy.</param>
    /// <returns>The endpoint, for authorization, CORS and other conventions.</returns>
    public static IEndpointConventionBuilder MapBroadcast(
        this IEndpointRouteBuilder endpoints, string pattern, Action<BroadcastEndpointOptions>? configure = null)
    {
        var options = new BroadcastEndpointOptions();
        configure?.Invoke(options);
        var endpoint = endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], context => ListenAsync(context, options));
        endpoint.Add(EventStreamResult.AddMetadata);
        return endpoint;
    }

    private static async Task ListenAsync(HttpContext context, BroadcastEndpointOptions options)
    {
        string name = context.Request.RouteValues[Parameter] as string ?? throw new InvalidOperationException(
            $"The pattern of MapBroadcast has no route parameter {{{Parameter}}}, which names the channel.");
        if (!options.IsValidName(name))
        {
            await RefuseAsync(context, options, BroadcastRefusal.InvalidName);
            return;
        }

        if (!await options.CanListen(context, name))
        {
            await RefuseAsync(context, options, BroadcastRefusal.Forbidden);
            return;
        }

        // HEAD must not create a channel.
        if (HttpMethods.IsHead(context.Request.Method))
        {
            await EventStream.Head.ExecuteAsync(context);
            return;
        }

        using var lease = context.RequestServices.GetRequiredService<BroadcastChannels>().Open(name);
        await (lease is null
            ? RefuseAsync(context, options, BroadcastRefusal.TooManyChannels)
            : EventStream.From(lease.Channel, options.Settings).ExecuteAsync(context));
    }

    private static Task RefuseAsync(HttpContext context, BroadcastEndpointOptions options, BroadcastRefusal refusal)
    {
        if (options.Refuse is { } refuse)
            return refuse(refusal).ExecuteAsync(context);
        return refusal switch
        {
            BroadcastRefusal.InvalidName => TypedResults.Problem(
                "This is not the name of a channel.", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context),
            BroadcastRefusal.Forbidden => TypedResults.Problem(
                "You may not listen to this channel.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context),
            _ => StreamRefusal.WriteAsync(
                context,
                context.RequestServices.GetRequiredService<ConnectionRegistry>().Options,
                refusal.ToString(),
                "No channel can be opened now",
                "All broadcast channels are in use."),
        };
    }
}
