using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Labs;

/// <summary>The faulty streams once more, at addresses that do not name the fault: for a lesson in which one finds it.</summary>
internal static class BrokenLab
{
    /// <summary>Adds the addresses and their bounds.</summary>
    public static IServiceCollection AddBrokenLab(this IServiceCollection services)
    {
        services.AddBoundedOptions<BrokenLabOptions>("BrokenLab");
        return services.AddSingleton<BrokenStreams>();
    }

    /// <summary>Maps <c>GET /labs/broken/{token}</c>.</summary>
    public static void MapBrokenLab(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"/{BrokenStream.Root}/{{token}}", AnswerAsync).AnswerHead();

    // excerpt: broken-stream
    private static async Task<IResult> AnswerAsync(string token, HttpContext context, BrokenStreams streams, IOptions<BrokenLabOptions> bounds)
    {
        if (!streams.TryFind(token, out var stream))
            return Unknown(streams, bounds.Value);
        // One endpoint serves all faults, so the CORS headers cannot come from its metadata.
        if (stream.Fault.AllowsOtherOrigin)
            await FaultLab.AllowOwnPagesAsync(context);
        return await FaultLab.AnswerAsync(stream.Fault, context);
    }
    // end excerpt

    private static Refusal Unknown(BrokenStreams streams, BrokenLabOptions bounds) => Refusal.Of(
        StatusCodes.Status404NotFound, "broken-unknown",
        $"There is no such stream. An address exists for {bounds.MaxIdleMinutes} minutes after its last use (BrokenLab:MaxIdleMinutes), or until "
        + $"{bounds.MaxAddresses} newer ones replace it (BrokenLab:MaxAddresses), which has happened to {streams.Replaced} so far. Reload the lesson for new ones.");
}
