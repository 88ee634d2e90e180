using SseDashboard.Streams;

namespace SseDashboard.Document;

/// <summary>The document's stream over HTTP.</summary>
internal static class DocumentEndpoints
{
    /// <summary>The policy that lets a page of any origin read the stream, one opened from a file included.</summary>
    public const string AnyOriginReads = nameof(AnyOriginReads);

    /// <summary>Adds the policy under which the document's stream may be read.</summary>
    public static IServiceCollection AddDocument(this IServiceCollection services) =>
        services.AddCors(cors => cors.AddPolicy(AnyOriginReads, policy => policy
            .AllowAnyOrigin()
            .WithMethods(HttpMethods.Get)
            .WithHeaders("Last-Event-ID", "Cache-Control")));

    /// <summary>Maps <c>GET /sse</c>.</summary>
    public static void MapDocument(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/sse", (TimeProvider clock) =>
                EventStream.From((frames, left) => DocumentStream.WriteAsync(frames, clock, left)))
            .RequireCors(AnyOriginReads);
}
