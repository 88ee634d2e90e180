using SseDashboard.Hosting;
using SseDashboard.Hosting.Requests;
using SseDashboard.Security;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>The streams that only the lessons need: a ticker for each page, and a stream that is silent.</summary>
internal static class LessonLabs
{
    /// <summary>Adds the tickers and the bounds.</summary>
    public static IServiceCollection AddLessonLabs(this IServiceCollection services)
    {
        services.AddBoundedOptions<LessonLabOptions>("LessonLabs");
        return services.AddSingleton<Tickers>();
    }

    /// <summary>Maps <c>GET /labs/ticks/{token}</c> and <c>GET /labs/quiet</c>.</summary>
    public static void MapLessonLabs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/labs/ticks/{token}", (string token, HttpContext context, Tickers tickers) => tickers.Find(token) switch
        {
            null => Refusal.Of(StatusCodes.Status404NotFound, "ticker-unknown", "There is no such stream: its page was closed, or has another stream by now."),
            _ when HttpMethods.IsHead(context.Request.Method) => EventStream.Head,
            { } ticker => Answer(ticker, context.Request),
        }).OwnOriginOnly().AnswerHead();
        routes.MapGet("/labs/quiet", QuietLab.Answer).OwnOriginOnly().AnswerHead();
    }

    // excerpt: ticks-endpoint
    private static IResult Answer(Ticker ticker, HttpRequest request) => ticker.Receive(request) switch
    {
        (_, { } source) => EventStream.From(source, new()
        {
            ReconnectionInterval = ticker.Script.Retry,
            MaxLifetime = ticker.Script.Lifetime > TimeSpan.Zero ? ticker.Script.Lifetime : null,
        }),
        (StatusCodes.Status204NoContent, _) => TypedResults.NoContent(),
        var (status, _) => Refusal.Of(status, "ticker-ended", "The lesson asked for this status."),
    };
    // end excerpt
}
