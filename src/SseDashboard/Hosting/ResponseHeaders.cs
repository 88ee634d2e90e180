namespace SseDashboard.Hosting;

/// <summary>The headers that tell a browser to be careful with what it gets from here.</summary>
internal static class ResponseHeaders
{
    /// <summary>Adds the headers to every response, also to those that the host filter gives.</summary>
    public static IServiceCollection AddResponseHeaders(this IServiceCollection services)
    {
        // A startup filter's steps come before those of the filters after it; the framework's own is there already.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, Filter>());
        return services;
    }

    private static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // Not "no-referrer", with which browsers send "Origin: null" for a form's POST to our own origin (Fetch, section 3.2).
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
