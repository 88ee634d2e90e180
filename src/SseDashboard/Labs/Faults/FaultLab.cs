using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>Streams with one fault each, to see what a client makes of it and whether a tool finds it.</summary>
internal static class FaultLab
{
    private const string OwnPagesRead = nameof(OwnPagesRead);

    /// <summary>Adds the lab, its bounds, and the CORS policy of its streams.</summary>
    public static IServiceCollection AddFaultLab(this IServiceCollection services)
    {
        services.AddBoundedOptions<FaultOptions>("FaultLab");
        // The endpoints refuse every other page; the policy lets those of the host's other name read what they get.
        services.AddCors(cors => cors.AddPolicy(OwnPagesRead, policy => policy
            .SetIsOriginAllowed(origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback)
            .AllowCredentials()
            .WithMethods(HttpMethods.Get)
            .WithHeaders("Last-Event-ID", "Cache-Control", "Authorization")));
        return services.AddSingleton<FaultStreams>().AddSingleton<FaultScript>();
    }

    /// <summary>Maps <c>GET /labs/fault</c>, which lists the faults, and <c>GET /labs/fault/{name}</c>.</summary>
    public static void MapFaultLab(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"/{Fault.Root}", List).AnswerHead();
        routes.MapGet($"/{Fault.Root}/{{name}}", (string name) => Refusal.Of(
            StatusCodes.Status404NotFound, "fault-unknown", $"There is no fault '{name}'. /{Fault.Root} lists them.")).AnswerHead();
        foreach (var fault in FaultCatalog.All)
        {
            var route = routes.MapGet($"/{fault.Path}", async context => await (await AnswerAsync(fault, context)).ExecuteAsync(context)).AnswerHead();
            if (fault.AllowsOtherOrigin)
                route.RequireCors(OwnPagesRead);
        }
    }

    /// <summary>Lets a page of the host's other loopback name read the response.</summary>
    public static async Task AllowOwnPagesAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var policy = await services.GetRequiredService<ICorsPolicyProvider>().GetPolicyAsync(context, OwnPagesRead);
        var cors = services.GetRequiredService<ICorsService>();
        cors.ApplyResult(cors.EvaluatePolicy(context, policy!), context.Response);
    }

    /// <summary>Answers a request for a faulty stream.</summary>
    public static async Task<IResult> AnswerAsync(Fault fault, HttpContext context)
    {
        var services = context.RequestServices;
        var bounds = services.GetRequiredService<IOptions<FaultOptions>>().Value;
        if (OwnPages.IsForeign(context.Request))
            return Refusal.Of(StatusCodes.Status403Forbidden, "fault-origin", "Only this host's own pages may open its faulty streams.");
        var (asked, refusal) = FaultRequest.Read(context.Request, fault, bounds);
        if (refusal is not null || fault.Answer?.Invoke(context) is not { } answer)
            return refusal ?? await StreamAsync(fault, asked!, context, bounds);
        return answer;
    }

    private static IEnumerable<ListedFault> List(HttpRequest request)
    {
        string host = $"{request.Scheme}://{request.Host}{request.PathBase}/";
        return FaultCatalog.All.Select(fault => fault.ListedAt(host));
    }

    private static async Task<IResult> StreamAsync(Fault fault, FaultRequest asked, HttpContext context, FaultOptions bounds)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            await EventStream.Head.ExecuteAsync(context);
            fault.ChangeHead?.Invoke(context, asked);
            return Results.Empty;
        }

        // The client has everything. A 204 tells EventSource not to reconnect (HTML, section 9.2.1).
        if (asked.Last == asked.Total && !fault.Ticks.StartsOver)
            return TypedResults.NoContent();
        if (fault.IsFlood)
            return await FloodAsync(asked, context, bounds);
        using var place = context.RequestServices.GetRequiredService<FaultStreams>().TryOpen(fault.Name);
        if (place is null)
        {
            return LabRefusal.Full("fault-full",
                $"{bounds.MaxStreams} streams of this fault are open, the most at once (FaultLab:MaxStreams). Close one or wait.");
        }

        var script = context.RequestServices.GetRequiredService<FaultScript>();
        using var body = fault.ChangeHead is null && fault.ChangeBody is null
            ? null
            : new FaultyBody(context, changed => fault.ChangeHead?.Invoke(changed, asked), fault.ChangeBody?.Invoke(context, bounds) ?? new());
        await EventStream.From((frames, left) => script.WriteAsync(fault, asked, frames, context.Abort, left), fault.Settings).ExecuteAsync(context);
        return Results.Empty;
    }

    private static async Task<IResult> FloodAsync(FaultRequest asked, HttpContext context, FaultOptions bounds)
    {
        const int EventBytes = 330;
        var load = new Load(EventBytes, asked.Total, bounds.FloodRate);
        var source = new LoadSource(load, asked.Last, run: null, context.RequestServices.GetRequiredService<TimeProvider>());
        int most = context.RequestServices.GetRequiredService<IOptions<LoadOptions>>().Value.MaxLoads;
        using var place = context.RequestServices.GetRequiredService<RunningLoads>().TryAdd(source, most);
        if (place is null)
        {
            return LabRefusal.Full("loads-running",
                $"{most} loads are running, the most that may run at once (LoadLab:MaxLoads). Stop one or wait.");
        }

        await EventStream.From(source).ExecuteAsync(context);
        return Results.Empty;
    }
}
