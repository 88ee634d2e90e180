using System.Globalization;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Document;

/// <summary>The document's stream over HTTP.</summary>
internal static class DocumentEndpoints
{
    // A page of any origin may read the stream, including one opened from a file.
    private const string AnyOriginReads = nameof(AnyOriginReads);

    private const string Heartbeat = "heartbeatMs";

    /// <summary>Adds the CORS policy of the document's stream and the bounds of <c>POST /sse</c>.</summary>
    public static IServiceCollection AddDocument(this IServiceCollection services)
    {
        services.AddBoundedOptions<DocumentOptions>("Document");
        return services.AddCors(cors => cors.AddPolicy(AnyOriginReads, policy => policy
            .AllowAnyOrigin()
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .WithHeaders("Last-Event-ID", "Cache-Control", "Content-Type")));
    }

    /// <summary>Maps <c>GET /sse</c> and <c>POST /sse</c>.</summary>
    public static void MapDocument(this IEndpointRouteBuilder routes)
    {
        // excerpt: document-endpoint
        routes.MapGet("/sse", (HttpRequest request, TimeProvider clock, IOptions<DocumentOptions> bounds) =>
        {
            var (script, refusal) = FromQuery(request.Query[Heartbeat]);
            return refusal ?? script!.Check(bounds.Value) ?? (IResult)Stream(script, clock);
        }).RequireCors(AnyOriginReads).OpenToAnyone().AnswerHead();
        // end excerpt

        // A POST only because a GET has no body: it changes nothing on the server, so any origin may read it, as with GET.
        // It still accepts only JSON, which makes browsers send a preflight for a page of another origin.
        // excerpt: post-endpoint
        routes.MapPost("/sse", async (HttpContext context, TimeProvider clock, IOptions<DocumentOptions> bounds) =>
        {
            var (script, refusal) = await JsonBody.ReadAsync<StreamScript>(context, bounds.Value.MaxBodyBytes);
            return refusal ?? script!.Check(bounds.Value) ?? (IResult)Stream(script, clock);
        }).RequireCors(AnyOriginReads).OpenToAnyone();
        // end excerpt
    }

    // EventSource sends no body, so its option is in the query.
    private static (StreamScript? Script, Refusal? Refusal) FromQuery(string? heartbeat) => heartbeat switch
    {
        null => (StreamScript.Document, null),
        _ when int.TryParse(heartbeat, NumberStyles.None, CultureInfo.InvariantCulture, out int ms) =>
            (StreamScript.Document with { HeartbeatMs = ms }, null),
        _ => (null, Refusal.OfField(Heartbeat, $"Must be a whole number of milliseconds, but is '{heartbeat}'.")),
    };

    private static EventStreamResult Stream(StreamScript script, TimeProvider clock) => EventStream.From(
        (frames, left) => DocumentStream.WriteAsync(frames, script, clock, left),
        new()
        {
            IsPublic = true,
            HeartbeatInterval = script.HeartbeatMs is { } heartbeat ? TimeSpan.FromMilliseconds(heartbeat) : null,
        });
}
