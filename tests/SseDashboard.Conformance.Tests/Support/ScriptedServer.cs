using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SseDashboard.Conformance.Tests;

/// <summary>A server on a free port of this machine: the modules under test, an empty page, and scripted answers.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Script> _scripts = new();
    private int _count;

    private ScriptedServer(WebApplication app) => _app = app;

    /// <summary>The origin, with a slash at its end.</summary>
    public Uri Origin => new(_app.Urls.Single() + "/");

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            // A test of backpressure has a reader that reads nothing for as long as it likes.
            options.Limits.MinResponseDataRate = null;
        });
        var server = new ScriptedServer(builder.Build());
        server._app.MapGet("/", () => Results.Content("<!doctype html><title>Conformance</title>", "text/html"));
        foreach (string folder in (string[])["js", "harness"])
        {
            server._app.MapGet($"/{folder}/{{file}}", (string file) =>
                Results.File(Path.Combine(AppContext.BaseDirectory, folder, Path.GetFileName(file)), "text/javascript"));
        }

        server._app.Map("/script/{name}", (HttpContext context, string name) => server._scripts[name].AnswerAsync(context));
        server._app.Map("/script/{name}/{below}", (HttpContext context, string name, string below) =>
            server._scripts[name].Below[below](context));
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Adds a resource with scripted answers: the n-th request gets <paramref name="answer"/> of n, from 0 on.</summary>
    public Script Add(Func<HttpContext, int, Task> answer)
    {
        string name = Interlocked.Increment(ref _count).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return _scripts[name] = new Script($"/script/{name}", answer);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
