using System.Reflection;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Learning.Course;
using SseDashboard.Learning.Format;
using SseDashboard.Security;

namespace SseDashboard.Learning;

/// <summary>The host's side of the course.</summary>
internal static class LearningEndpoints
{
    /// <summary>Adds the lessons of an assembly, the learner's progress and the playground's streams.</summary>
    public static IServiceCollection AddLearning(this IServiceCollection services, Assembly lessons)
    {
        services.AddBoundedOptions<LearningOptions>("Learning");
        services.AddSingleton(new Syllabus(lessons));
        services.AddSingleton<ServedStreams>();
        return services.AddScoped<LearnerProgress>();
    }

    /// <summary>Maps the playground's streams. The bytes are what a page asked for, however broken they are.</summary>
    public static void MapLearning(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/learn/streams/{token}", async (string token, HttpContext context, ServedStreams streams, TimeProvider clock, IOptions<LearningOptions> options) =>
        {
            if (streams.Find(token) is not { } stream)
            {
                await Refusal.Of(StatusCodes.Status404NotFound, "stream-unknown",
                    "There is no such stream: its page was closed, or has another stream by now.").ExecuteAsync(context);
            }
            else if (stream.Requested() > 1)
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            else
                await WriteAsync(context, stream, clock, options.Value);
        }).OwnOriginOnly();

    // Not a StreamConnection, which writes only well-formed frames: here the bytes may be anything, and end within seconds.
    private static async Task WriteAsync(HttpContext context, ServedStream stream, TimeProvider clock, LearningOptions options)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var chunks = stream.Input.Chunks;
        var pause = TimeSpan.FromMilliseconds(Math.Min(options.ChunkPauseMs, (double)options.MaxPauseMs / Math.Max(1, chunks.Count)));
        for (int i = 0; i < chunks.Count; i++)
        {
            if (i > 0)
                await Task.Delay(pause, clock, context.RequestAborted);
            await context.Response.BodyWriter.WriteAsync(chunks[i], context.RequestAborted);
            stream.Sent(chunks[i].Length);
        }
    }
}
