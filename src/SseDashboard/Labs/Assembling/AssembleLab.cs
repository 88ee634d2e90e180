using System.Runtime.CompilerServices;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>
/// Canned answers of language models in the formats of their interfaces, to try a client or the inspector without an account. The
/// paths below each address answer as well, so that the interfaces' own clients can use it as their base address.
/// </summary>
internal static class AssembleLab
{
    private const string Root = "labs/assemble";

    /// <summary>Adds the lab and its bounds.</summary>
    public static IServiceCollection AddAssembleLab(this IServiceCollection services)
    {
        services.AddBoundedOptions<AssembleOptions>("AssembleLab");
        return services.AddSingleton<AssembleStreams>();
    }

    /// <summary>Maps <c>GET</c> and <c>POST /labs/assemble/{format}</c>, and the paths below.</summary>
    public static void MapAssembleLab(this IEndpointRouteBuilder routes)
    {
        string formats = string.Join(", ", CannedFormat.All.Select(format => format.Name));
        routes.MapGet($"/{Root}/{{**path}}", (string? path) => Refusal.Of(
            StatusCodes.Status404NotFound, "assemble-unknown", $"There is no format '{path}'. There are {formats}.")).AnswerHead();
        foreach (var format in CannedFormat.All)
        {
            routes.MapGet($"/{Root}/{format.Name}/{{**path}}", context => AnswerAsync(format, context)).AnswerHead();
            routes.MapPost($"/{Root}/{format.Name}/{{**path}}", context => AnswerAsync(format, context));
        }
    }

    private static async Task AnswerAsync(CannedFormat format, HttpContext context)
    {
        var streams = context.RequestServices.GetRequiredService<AssembleStreams>();
        var refusal = RefusalOf(format, context.Request, out var broken);
        using var place = refusal is null ? streams.TryOpen(format.Name) : null;
        if (refusal is null && place is null)
            refusal = LabRefusal.Full("assemble-full", "Too many streams of this format are open (AssembleLab:MaxStreams). Close one or wait.");
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        if (format.Header is var (name, value))
            context.Response.Headers[name] = value;
        var events = streams.EventsAsync(format, broken, context.Abort);
        if (format.IsLines)
            await WriteLinesAsync(events, context);
        else if (HttpMethods.IsHead(context.Request.Method))
            await EventStream.Head.ExecuteAsync(context);
        else
            await EventStream.From(Encoded(events)).ExecuteAsync(context);
    }

    private static Refusal? RefusalOf(CannedFormat format, HttpRequest request, out CannedFault broken)
    {
        broken = CannedFault.None;
        if (OwnPages.IsForeign(request))
            return Refusal.Of(StatusCodes.Status403Forbidden, "assemble-origin", "Only this host's own pages may open its canned answers.");
        if (format.IsPostOnly && !HttpMethods.IsPost(request.Method))
            return Refusal.Of(StatusCodes.Status405MethodNotAllowed, "assemble-post", "This revision of MCP has no stream for GET. Send a POST; its body is not read.");
        string asked = request.Query["broken"].ToString();
        CannedFault? fault = asked switch
        {
            "" => CannedFault.None,
            "no-end" => CannedFault.NoEnd,
            "error" => CannedFault.Error,
            "cut" => CannedFault.Cut,
            _ => null,
        };
        broken = fault ?? CannedFault.None;
        return fault is null ? Refusal.OfField("broken", $"Must be no-end, error or cut, but is '{asked}'.") : null;
    }

    // Newline-delimited JSON is no event stream: it has no heartbeats, and is over in seconds.
    private static async Task WriteLinesAsync(IAsyncEnumerable<CannedEvent> events, HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "application/x-ndjson";
        response.Headers.CacheControl = "no-cache";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var left = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await response.StartAsync(left.Token);
            await foreach (var line in events.WithCancellation(left.Token))
                await response.WriteAsync($"{line.Data}\n", left.Token);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The client left, or the host stops: there is no one to write to.
        }
    }

    private static async IAsyncEnumerable<ServerSentEvent> Encoded(
        IAsyncEnumerable<CannedEvent> events, [EnumeratorCancellation] CancellationToken left = default)
    {
        await foreach (var one in events.WithCancellation(left))
            yield return new() { Type = one.Type, Data = one.Data, Id = one.Id };
    }
}
