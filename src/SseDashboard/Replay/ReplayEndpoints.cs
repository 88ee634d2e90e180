using Microsoft.AspNetCore.Cors.Infrastructure;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Replay;

/// <summary>Recordings over HTTP: keep one, list them, replay one, step through it, delete it.</summary>
internal static class ReplayEndpoints
{
    /// <summary>The path of the list; the recordings are below it.</summary>
    public const string Root = "replay";

    /// <summary>The response header that says where a replay starts.</summary>
    public const string StartHeader = "Replay-Start";

    private const string ReplayReads = nameof(ReplayReads);

    /// <summary>Adds the recordings, their bounds, and the CORS policy of the replays.</summary>
    public static void AddReplay(this IServiceCollection services)
    {
        services.AddBoundedOptions<ReplayOptions>(ReplayOptions.Section);
        services.AddSingleton<KeptRecordings>().AddSingleton<ReplayPages>();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<ReplayPages>((cors, pages) => cors.AddPolicy(ReplayReads, policy => policy
            .SetIsOriginAllowed(pages.MayRead)
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(StartHeader)));
    }

    /// <summary>Maps the endpoints below <c>/replay</c>.</summary>
    public static void MapReplay(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"/{Root}", (HttpRequest request, KeptRecordings recordings) =>
            recordings.List().Select(kept => ListedRecording.Of(kept, HostOf(request)))).AnswerHead();

        routes.MapGet($"/{Root}/{{name}}", Replay).RequireCors(ReplayReads).AnswerHead();
        // Clients of language models append a path to their base address, and send a body. Without the constraint, the host would
        // answer a preflight for a step as one for a replay.
        routes.MapMethods($"/{Root}/{{name}}/{{first:regex(^(?!step$))}}/{{**rest}}", [HttpMethods.Get, HttpMethods.Post], Replay)
            .RequireCors(ReplayReads).ChangesNothing().AnswerHead();

        routes.MapPost($"/{Root}/{{name}}", KeepAsync);
        routes.MapPost($"/{Root}/{{name}}/step", StepOnce);
        routes.MapDelete($"/{Root}/{{name}}", (string name, KeptRecordings recordings) =>
            recordings.Delete(name) ? Results.NoContent() : Unknown(name));
    }

    private static IResult Replay(string name, HttpContext context, KeptRecordings recordings, ReplayPages pages, TimeProvider clock)
    {
        if (pages.Refuse(context.Request) is { } foreign)
            return foreign;
        if (recordings.Find(name) is not { } kept)
            return Unknown(name);
        var (pace, refusal) = ReplayPace.Read(context.Request.Query);
        if (refusal is not null)
            return refusal;

        var recording = kept.Recording;
        string? lastEventId = recording.Head.IsEventStream ? context.Request.GetLastEventId() : null;
        var start = lastEventId is null ? null : ReplayStart.After(recording, lastEventId);
        // The client has everything. A 204 tells EventSource not to reconnect (HTML, section 9.2.1).
        if (start?.IsEnd(recording) is true)
            return TypedResults.NoContent();
        context.Response.Headers[StartHeader] = (lastEventId, start) switch
        {
            (null, _) => "beginning",
            (_, null) => "beginning, because the recording does not have the Last-Event-ID",
            _ => "after the Last-Event-ID",
        };
        context.Response.OnStarting(RecordedHead.SetAsync, (context.Response, recording.Head));
        return EventStream.From(new ReplaySource(kept, start ?? default, pace, context.Abort, clock), new() { IsVerbatim = true });
    }

    private static async Task<IResult> KeepAsync(string name, string? format, HttpContext context, KeptRecordings recordings)
    {
        var bounds = recordings.Bounds;
        if (KeptRecordings.CheckName(name) is { } wrong)
            return wrong;
        if (format is not (null or "sse" or "ndjson"))
            return Refusal.OfField("format", $"Must be sse or ndjson, but is '{format}'. Leave it out to have the first line decide.");
        try
        {
            var (recording, unread) = await BoundedBody.ReadAsync(
                context, bounds.MaxUploadBytes, body => RecordingReader.ReadAsync(body, bounds, format, context.RequestAborted));
            if (unread is not null)
                return unread;
            var (kept, isReplacement, refusal) = recordings.Keep(name, recording!);
            if (refusal is not null)
                return refusal;
            var listed = ListedRecording.Of(kept!, HostOf(context.Request));
            return isReplacement ? TypedResults.Ok(listed) : TypedResults.Created(listed.Url, listed);
        }
        catch (RecordingFormatException error)
        {
            return Refusal.OfField("$", error.Message, "recording");
        }
    }

    private static IResult StepOnce(string name, KeptRecordings recordings)
    {
        if (recordings.Find(name) is not { } kept)
            return Unknown(name);
        var step = kept.Open.Step();
        return step.Stepped > 0
            ? TypedResults.Ok(step)
            : Refusal.Of(StatusCodes.Status409Conflict, "no-stepwise-replay",
                $"No stepwise replay of '{name}' is open. Open /{Root}/{name}?step=1 first, and keep it open.");
    }

    private static Refusal Unknown(string name) => Refusal.Of(StatusCodes.Status404NotFound, "recording-unknown",
        $"There is no recording '{name}'. /{Root} lists them. They are kept in memory, until the host ends.");

    private static string HostOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}/";
}
