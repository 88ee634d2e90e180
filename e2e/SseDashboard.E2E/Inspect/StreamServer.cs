using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SseDashboard.E2E.Inspect;

/// <summary>A server of another origin on a free loopback port, and what it saw.</summary>
internal sealed class StreamServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StreamServer(WebApplication app) => _app = app;

    /// <summary>The address, without a trailing slash.</summary>
    public string Url => $"http://localhost:{new Uri(_app.Urls.Single()).Port}";

    /// <summary>The requests, each with the value of its cookie "taste"; OPTIONS too.</summary>
    public ConcurrentQueue<(string Method, string Cookie)> Requests { get; } = new();

    /// <summary>How many clients have disconnected from an open stream.</summary>
    public int Left => _left;

    private int _left;

    public static async Task<StreamServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = new StreamServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue((context.Request.Method, context.Request.Cookies["taste"] ?? ""));
        // "/closed" allows no page, and no address allows a page to send headers.
        if (context.Request.Path != "/closed")
        {
            context.Response.Headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
            context.Response.Headers.AccessControlAllowCredentials = "true";
        }

        if (HttpMethods.IsOptions(context.Request.Method))
            return;
        context.Response.ContentType = "text/event-stream";
        if (context.Request.Path == "/burst")
        {
            string data = new('x', 300);
            for (int i = 0; i < 10_000; i++)
                await context.Response.WriteAsync($"id: {i}\ndata: {data}\n\n");
        }

        await context.Response.WriteAsync("retry: 60000\n: hi\n\nid: 1\ndata: a\n\nid: 2\nevent: tick\ndata: b\n\nid: 3\ndata: [DONE]\n\n");
        await context.Response.Body.FlushAsync();
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _left);
        }
    }
}
