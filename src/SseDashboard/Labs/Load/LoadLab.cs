using System.Globalization;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>A stream at a chosen rate, to see what a client makes of it.</summary>
internal static class LoadLab
{
    // The longest name of a load: a GUID in any format fits.
    private const int LongestRun = 68;

    /// <summary>Adds the lab and its bounds.</summary>
    public static IServiceCollection AddLoadLab(this IServiceCollection services)
    {
        services.AddBoundedOptions<LoadOptions>("LoadLab");
        return services.AddSingleton<RunningLoads>();
    }

    /// <summary>Maps <c>GET /labs/load?rate=&amp;size=&amp;seconds=</c> and <c>GET /labs/load?burst=&amp;size=</c>.</summary>
    public static void MapLoadLab(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/labs/load", WriteAsync).OwnOriginOnly().AnswerHead();

    private static async Task<IResult> WriteAsync(
        HttpContext context, IOptions<LoadOptions> options, RunningLoads running, TimeProvider clock, string? run = null)
    {
        var bounds = options.Value;
        var (load, refusal) = Load.FromQuery(context.Request.Query, bounds);
        if (refusal is not null)
            return refusal;
        if (run?.Length > LongestRun)
            return Refusal.OfField("run", $"Must have at most {LongestRun} characters, but has {run.Length}. Choose a shorter name.");
        long last = LastEvent(context.Request, load!);
        // The client has everything. A 204 tells EventSource not to reconnect (HTML, section 9.2.1).
        if (last == load!.Events)
            return TypedResults.NoContent();

        var source = new LoadSource(load, last, run, clock);
        using var place = running.TryAdd(source, bounds.MaxLoads);
        if (place is null)
            return LabRefusal.Full("loads-running", $"{bounds.MaxLoads} loads are running, the most that may run at once (LoadLab:MaxLoads). Stop one or wait.");

        await EventStream.From(source).ExecuteAsync(context);
        return Results.Empty;
    }

    // An id that this load never assigned is from another load, so the client has nothing of this one.
    private static long LastEvent(HttpRequest request, Load load) =>
        long.TryParse(request.GetLastEventId(), NumberStyles.None, CultureInfo.InvariantCulture, out long id) && id <= load.Events ? id : 0;
}
