using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace SseDashboard.Conformance.Tests;

/// <summary>A server on a free loopback port that serves the modules under test, an empty page, and scripted answers.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Script> _scripts = new();
    private int _count;

    private ScriptedServer(WebApplication app) => _app = app;

    /// <summary>The origin, with a trailing slash.</summary>
    public Uri Origin => new(_app.Urls.Single() + "/");

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            // The backpressure test has a client that stops reading.
            options.Limits.MinResponseDataRate = null;
        });
        var server = new ScriptedServer(builder.Build());
        server._app.MapGet("/", () => Results.Content("<!doctype html><title>Conformance</title>", "text/html"));
        foreach (string folder in (string[])["js", "harness"])
        {
            server._app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, folder)),
                RequestPath = $"/{folder}",
            });
        }

        server._app.Map("/script/{name}", (HttpContext context, string name) => server._scripts[name].AnswerAsync(context));
        server._app.Map("/script/{name}/{below}", (HttpContext context, string name, string below) =>
            server._scripts[name].Below[below](context));
        await server._app.StartAsync();
        return server;
    }

    /// <summary>
    /// Adds a resource with scripted answers; <paramref name="answer"/> gets the number of the request, from 0.
    /// </summary>
    public Script Add(Func<HttpContext, int, Task> answer)
    {
        string name = Interlocked.Increment(ref _count).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return _scripts[name] = new Script($"/script/{name}", answer);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
