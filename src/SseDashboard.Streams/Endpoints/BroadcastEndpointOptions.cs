using Microsoft.AspNetCore.Http;

namespace SseDashboard.Streams;

/// <summary>Why a broadcast endpoint refuses a request.</summary>
public enum BroadcastRefusal
{
    /// <summary>The name is not valid; 400 by default.</summary>
    InvalidName,

    /// <summary>The policy does not allow the client to listen; 403 by default.</summary>
    Forbidden,

    /// <summary><see cref="StreamOptions.MaxChannels"/> other channels are in use; 503 with <c>Retry-After</c> by default.</summary>
    TooManyChannels,
}

/// <summary>The policy of the endpoints that <c>MapBroadcast</c> maps.</summary>
public sealed class BroadcastEndpointOptions
{
    /// <summary>
    /// Which names are channels, because any valid name creates one: 1 to 64 ASCII letters, digits, dots, hyphens or
    /// underscores by default.
    /// </summary>
    public Func<string, bool> IsValidName { get; set; } = BroadcastNames.IsValid;

    /// <summary>
    /// Whether a client may listen to a channel; everyone by default. Called after authentication and authorization, before
    /// the channel is created.
    /// </summary>
    public Func<HttpContext, string, ValueTask<bool>> CanListen { get; set; } = (_, _) => ValueTask.FromResult(true);

    /// <summary>Responds to a refused request, in place of the default problem details.</summary>
    public Func<BroadcastRefusal, IResult>? Refuse { get; set; }

    /// <summary>Overrides the stream options for these streams.</summary>
    public StreamSettings? Settings { get; set; }
}
