using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Security;

/// <summary>
/// Who may reach the host. <c>AllowedHosts</c> keeps out a page that got here by DNS rebinding; the gates here keep out a
/// page of another origin, and, beyond localhost, whoever has no access token.
/// </summary>
internal static class SecurityExtensions
{
    /// <summary>Adds what the gates need, and the check that a host bound beyond localhost has an access token.</summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddBoundedOptions<SecurityOptions>("Security");
        services.AddSingleton<RefusalCounter>();
        services.AddSingleton<AccessToken>();
        return services.AddHostedService<ListenGuard>();
    }

    /// <summary>Puts the gates before every endpoint. Comes after CORS, so that a page that may read also reads a refusal.</summary>
    public static void UseSecurity(this IApplicationBuilder app)
    {
        app.UseMiddleware<AccessTokenGate>();
        app.UseMiddleware<OwnOriginGate>();
        app.Use(next => context => AnswerUnroutedAsync(next, context));
    }

    /// <summary>Lets pages of any origin, and clients without the access token, reach an endpoint: the demo streams, and no other.</summary>
    public static TBuilder OpenToAnyone<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(OpenToAnyoneMark.Instance);

    /// <summary>Whether the request's endpoint is open to anyone.</summary>
    public static bool IsOpenToAnyone(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OpenToAnyoneMark>() is not null;

    /// <summary>
    /// Keeps pages of another origin from even reading an endpoint: a GET that takes up a place here, a channel or a
    /// stream, is sent across origins without asking first, whether or not the page may read the answer.
    /// </summary>
    public static TBuilder OwnOriginOnly<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(OwnOriginOnlyMark.Instance);

    /// <summary>Whether the request's endpoint is for pages of our own origin, and for clients that are no page.</summary>
    public static bool IsOwnOriginOnly(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OwnOriginOnlyMark>() is not null;

    // The page for unknown addresses answers whatever has no body, and takes neither a wrong method nor any but its own.
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

    private sealed class OpenToAnyoneMark
    {
        public static readonly OpenToAnyoneMark Instance = new();
    }
}
