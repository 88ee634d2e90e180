using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SseDashboard.Edge;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Labs;

/// <summary>
/// A hop between the host's own streams and a client, which does what real ones do: it buffers, compresses, and decides which
/// origins may read a response.
/// </summary>
internal static class HopLab
{
    /// <summary>The cookie of <c>/labs/hop/sign-in</c>.</summary>
    public const string Cookie = "sse_lab";

    private const string Load = "labs/load";

    /// <summary>Adds the hop and its bounds.</summary>
    public static IServiceCollection AddHopLab(this IServiceCollection services)
    {
        services.AddBoundedOptions<HopOptions>("Hop");
        // A stream through the hop counts as a stream, and takes two more connections: one in, one out.
        services.AddSingleton(provider =>
        {
            int most = provider.GetRequiredService<IOptions<HopOptions>>().Value.MaxStreams;
            return new ReservedConnections(Incoming: most, Outgoing: most);
        });
        services.TryAddSingleton<OwnClient>();
        services.TryAddSingleton<TakenPlaces>();
        return services.AddSingleton<OwnRequests>();
    }

    /// <summary>Maps <c>GET /labs/hop/{settings}/labs/load</c> and <c>GET /labs/hop/sign-in</c>.</summary>
    public static void MapHopLab(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/labs/hop/{settings}/{**path}", ForwardAsync);
        routes.MapGet("/labs/hop/sign-in", SignIn);
    }

    // A cookie that crosses sites must be SameSite=None and Secure; Partitioned, it is kept for this page's site alone.
    private static IResult SignIn(HttpContext context)
    {
        if (OwnPages.IsForeign(context.Request))
            return Foreign();
        context.Response.Headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
        context.Response.Headers.AccessControlAllowCredentials = "true";
        context.Response.Headers.Vary = "Origin";
        context.Response.Headers.SetCookie = $"{Cookie}=1; Path=/labs/hop; Max-Age=3600; HttpOnly; SameSite=None; Secure; Partitioned";
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ForwardAsync(
        string settings, string? path, HttpContext context, OwnClient client, TakenPlaces taken, OwnRequests own, IOptions<HopOptions> bounds)
    {
        var (hop, refusal) = HopSettings.Read(settings);
        if (refusal is not null)
            return refusal;
        if (OwnPages.IsForeign(context.Request))
            return Foreign();
        if (path != Load)
            return Refusal.Of(StatusCodes.Status404NotFound, "hop-path", $"The hop leads to {Load} only, not to '{path}'.");
        using var request = own.Get($"/{Load}{context.Request.QueryString}", context.Connection.RemoteIpAddress);
        if (request is null)
            return Refusal.Of(StatusCodes.Status503ServiceUnavailable, "hop-address", OwnRequests.NoAddress);
        using var place = taken.TryTake("hop", bounds.Value.MaxStreams);
        if (place is null)
        {
            return LabRefusal.Full("hop-full",
                $"{bounds.Value.MaxStreams} requests are in flight through the hop, the most that it takes (Hop:MaxStreams). Close one or wait.");
        }

        var left = context.RequestAborted;
        try
        {
            if (context.Request.Cookies[Cookie] is { } value)
                request.Headers.Add("Cookie", $"{Cookie}={(value == "1" ? "1" : "0")}");
            using var upstream = await client.Invoker.SendAsync(request, left);
            bool asked = upstream.Headers.TryGetValues("X-Accel-Buffering", out var values) && values.Contains("no");
            bool compresses = hop!.WriteHead(context, upstream);
            await hop.CopyAsync(await upstream.Content.ReadAsStreamAsync(left), context.Response, compresses, asked, bounds.Value.BufferBytes, left);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The client has left; the request to the stream ends with this one.
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            if (!context.Response.HasStarted)
                return Refusal.Of(StatusCodes.Status502BadGateway, "hop-upstream", $"The stream broke off: {broken.Message} Try again.");
            context.Abort();
        }

        return Results.Empty;
    }

    // Each request takes up connections.
    private static Refusal Foreign() => Refusal.Of(StatusCodes.Status403Forbidden, "hop-origin", "Only this host's own pages may use the hop.");
}
