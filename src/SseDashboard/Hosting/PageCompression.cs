using Microsoft.AspNetCore.Components.Endpoints;

namespace SseDashboard.Hosting;

/// <summary>
/// Compresses the dashboard's pages, most of whose bytes are the addresses of their modules. Everything else goes around it: streams
/// must not be buffered, and assets are compressed at build time.
/// </summary>
internal static class PageCompression
{
    // Over HTTP only, which is the middleware's default: the length of an encrypted page must not depend on what it contains.
    public static IServiceCollection AddPageCompression(this IServiceCollection services) =>
        services.AddResponseCompression(compression => compression.MimeTypes = ["text/html"]);

    public static void UsePageCompression(this IApplicationBuilder app) =>
        app.UseWhen(IsForPage, pages => pages.UseResponseCompression());

    /// <summary>Whether a page of the dashboard answers the request.</summary>
    public static bool IsForPage(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
