namespace SseDashboard.Hosting;

/// <summary>The security headers of every response.</summary>
internal static class ResponseHeaders
{
    /// <summary>Adds the headers to every response, including those of the framework's host filtering.</summary>
    public static IServiceCollection AddResponseHeaders(this IServiceCollection services)
    {
        // First, since a startup filter's middleware runs before that of later filters, and the framework's filter is already registered.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, Filter>());
        return services;
    }

    private static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // Not "no-referrer": with it browsers send "Origin: null" even when a form posts to our own origin (Fetch, section 3.2).
        headers["Referrer-Policy"] = "same-origin";
        context.Response.OnStarting(AddPolicyAsync, context);
        return next(context);
    }

    private static Task AddPolicyAsync(object state)
    {
        var context = (HttpContext)state;
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is true)
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy.Of(context);
        return Task.CompletedTask;
    }

    private sealed class Filter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(AddAsync);
            next(app);
        };
    }
}
