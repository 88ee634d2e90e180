using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Security;

/// <summary>
/// Who may reach the host. <c>AllowedHosts</c> keeps out pages that use DNS rebinding; the gates here keep out pages of other
/// origins and, beyond localhost, clients without the access token.
/// </summary>
internal static class SecurityExtensions
{
    /// <summary>Adds the gates' services, and the check that a host that listens beyond localhost has an access token.</summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddBoundedOptions<SecurityOptions>("Security");
        services.AddSingleton<RefusalCounter>();
        services.AddSingleton<AccessToken>();
        return services.AddHostedService<ListenGuard>();
    }

    /// <summary>Adds the gates. Must come after CORS, so that pages that may read a response can read a refusal too.</summary>
    public static void UseSecurity(this IApplicationBuilder app)
    {
        app.UseMiddleware<AccessTokenGate>();
        app.UseMiddleware<OwnOriginGate>();
        app.Use(next => context => AnswerUnroutedAsync(next, context));
    }

    /// <summary>Opens an endpoint to pages of any origin and to clients without the access token: for the demo streams and health checks only.</summary>
    public static TBuilder OpenToAnyone<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(OpenToAnyoneMark.Instance);

    /// <summary>Whether the request's endpoint is open to anyone.</summary>
    public static bool IsOpenToAnyone(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OpenToAnyoneMark>() is not null;

    /// <summary>
    /// Refuses even GET requests from pages of other origins. Browsers send those without a preflight, whether or not the page
    /// may read the response, and each takes up a channel or a stream here.
    /// </summary>
    public static TBuilder OwnOriginOnly<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(OwnOriginOnlyMark.Instance);

    /// <summary>Whether the request's endpoint refuses pages of other origins.</summary>
    public static bool IsOwnOriginOnly(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OwnOriginOnlyMark>() is not null;

    /// <summary>
    /// Treats a POST like a GET: it only reads, as the requests of language-model clients do. The endpoint decides itself which
    /// pages of other origins it answers.
    /// </summary>
    public static TBuilder ChangesNothing<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(ChangesNothingMark.Instance);

    /// <summary>Whether the request's endpoint changes nothing, whatever the method.</summary>
    public static bool ChangesNothing(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ChangesNothingMark>() is not null;

    // Refuses these itself: the page for unknown paths replaces every error without a body, but only answers GET and HEAD.
    private static async Task AnswerUnroutedAsync(RequestDelegate next, HttpContext context)
    {
        await next(context);
        var (request, response) = (context.Request, context.Response);
        bool isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var refusal = response.StatusCode switch
        {
            _ when response.HasStarted => null,
            StatusCodes.Status405MethodNotAllowed => Refusal.Of(
                response.StatusCode, "method", $"{request.Method} is not allowed for {request.Path}. Use {response.Headers.Allow}."),
            StatusCodes.Status404NotFound when !isRead && context.GetEndpoint() is null => Refusal.Of(
                response.StatusCode, "path", $"There is nothing at {request.Path}. Check the address."),
            _ => null,
        };
        if (refusal is not null)
            await refusal.ExecuteAsync(context);
    }

    private sealed class OwnOriginOnlyMark
    {
        public static readonly OwnOriginOnlyMark Instance = new();
    }

    private sealed class ChangesNothingMark
    {
        public static readonly ChangesNothingMark Instance = new();
    }

    private sealed class OpenToAnyoneMark
    {
        public static readonly OpenToAnyoneMark Instance = new();
    }
}
