using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>The bounds of the error lab; the configuration section <c>ErrorLab</c>.</summary>
internal sealed class ErrorLabOptions
{
    /// <summary>The shortest reconnection time that a request may choose, in milliseconds. A client makes two reconnects, so it is only for comfort.</summary>
    [Range(1, 60_000)]
    public int MinRetryMs { get; init; } = 50;

    /// <summary>The longest reconnection time, in milliseconds: anyone would give up waiting after a minute.</summary>
    [Range(1, 600_000)]
    public int MaxRetryMs { get; init; } = 60_000;
}

/// <summary>
/// A stream with every kind of <c>error</c> event that a page can hear: two that the server sends, and three that the browser
/// fires, because a response ends, because one fails, and because a reconnect is refused.
/// </summary>
internal static class ErrorLab
{
    private const string Retry = "retryMs";
    private const int DefaultRetryMs = 500;

    /// <summary>Adds the lab's bounds.</summary>
    public static IServiceCollection AddErrorLab(this IServiceCollection services)
    {
        services.AddBoundedOptions<ErrorLabOptions>("ErrorLab");
        return services;
    }

    /// <summary>Maps <c>GET /labs/errors?retryMs=</c>.</summary>
    public static void MapErrorLab(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/labs/errors", (HttpRequest request, IOptions<ErrorLabOptions> bounds) =>
        {
            string text = request.Query[Retry].FirstOrDefault() ?? DefaultRetryMs.ToString(CultureInfo.InvariantCulture);
            return LabRefusal.OfNumber(Retry, text, bounds.Value.MinRetryMs, bounds.Value.MaxRetryMs, "milliseconds", out int retry)
                ?? Answer(request.GetLastEventId(), new() { ReconnectionInterval = TimeSpan.FromMilliseconds(retry) });
        }).OwnOriginOnly().AnswerHead();

    // excerpt: error-stream
    // The last event ID says which connection this is.
    private static IResult Answer(string? lastEventId, StreamSettings settings) => lastEventId switch
    {
        null => EventStream.From(SendErrorsAsync, settings),
        "1" => EventStream.From(FailAsync, settings),
        _ => Refusal.Of(StatusCodes.Status410Gone, "error-lab-over", "This stream is over. Open it without a last event ID to start again."),
    };

    private static async Task SendErrorsAsync(ChannelWriter<EventFrame> frames, CancellationToken left)
    {
        await frames.WriteAsync(EventFrame.Of(new() { Id = "1", Type = "error", Data = "The disk is almost full" }), left);
        await frames.WriteAsync(EventFrame.Of(new() { Data = "The stream goes on" }), left);
        await frames.WriteAsync(EventFrame.Of(new() { Type = "error", Data = "" }), left);
    }

    private static async Task FailAsync(ChannelWriter<EventFrame> frames, CancellationToken left)
    {
        await frames.WriteAsync(EventFrame.Of(new() { Id = "2", Data = "Connected again" }), left);
        throw new InvalidOperationException("The error lab fails on purpose, to show what a client sees of it.");
    }
    // end excerpt
}
