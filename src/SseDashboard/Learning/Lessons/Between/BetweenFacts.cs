using SseDashboard.Display;
using SseDashboard.Learning.Course;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on what comes between server and browser.</summary>
internal static class BetweenFacts
{
    private const string WithCredentials = "withCredentials";
    private const string OtherOrigin = "Open this page as localhost, on the machine on which the host runs, and run it to the end.";

    /// <summary>What the experiment tries: each fault, then what mends it.</summary>
    public static IReadOnlyList<HopCase> Cases { get; } =
    [
        new("buffer", "A proxy that buffers", "buffer"),
        new("obey", "The same proxy, asked not to by X-Accel-Buffering: no", "buffer,obey"),
        new("gzip", "A proxy that compresses", "gzip"),
        new("flush", "The same, and it flushes after each event", "gzip,flush"),
        new("foreign", "Another origin, without CORS headers", "none", IsForeign: true),
        new("any", "Another origin, with Access-Control-Allow-Origin: *", "any", IsForeign: true),
        new("star", "With credentials, and Access-Control-Allow-Origin: *", "any", IsForeign: true, WithCredentials: true),
        new("named", "With credentials, the page's origin, and Allow-Credentials: true", "origin,credentials", IsForeign: true, WithCredentials: true),
    ];

    /// <summary>When a buffered event arrives.</summary>
    public static readonly Question First = new("first", "A proxy buffers, and the stream takes a second or more. When will the page get the first event?",
        new Choice("live", "As soon as the server has written it"), new Choice("end", "Together with the last one"))
    {
        AnsweredBy = "Run, and wait for the first attempt.",
    };

    /// <summary>What the server notices of a missing CORS header.</summary>
    public static readonly Question Server = new("server", "A page of another origin may not read the stream. What will the server's record show?",
        new Choice("nothing", "Nothing: the browser does not send the request"), new Choice("ordinary", "An ordinary request, answered with 200"))
    {
        AnsweredBy = OtherOrigin,
    };

    /// <summary>What becomes of a request with credentials.</summary>
    public static readonly Question Star = new("star", "With credentials, and Access-Control-Allow-Origin: * in the response: what will the page get?",
        new Choice("all", "The stream, and the server gets the cookie"), new Choice("bare", "The stream, but the server gets no cookie"), new Choice("none", "No stream at all"))
    {
        AnsweredBy = OtherOrigin,
    };

    /// <summary>What the puzzle offers: settings of the hop, and what the page does.</summary>
    public static IReadOnlyList<Choice> Remedies { get; } =
    [
        new("obey", "The server sends X-Accel-Buffering: no, and the proxy obeys"),
        new("flush", "The proxy flushes its compressor after each event"),
        new("any", "Access-Control-Allow-Origin: *"),
        new("origin", "Access-Control-Allow-Origin: the page's origin"),
        new("credentials", "Access-Control-Allow-Credentials: true"),
        new(WithCredentials, "new EventSource(url, { withCredentials: true })"),
    ];

    /// <summary>What is in between in an attempt at the puzzle.</summary>
    /// <param name="chosen">The values of the chosen remedies.</param>
    public static HopCase PuzzleWith(IReadOnlySet<string> chosen) => new(
        "puzzle",
        "The puzzle",
        string.Join(',', Remedies.Select(remedy => remedy.Value).Where(value => value != WithCredentials && chosen.Contains(value)).Prepend("buffer,gzip")),
        IsForeign: true,
        chosen.Contains(WithCredentials));

    /// <summary>What the attempts so far showed.</summary>
    public static IReadOnlyList<Fact> Of(IReadOnlyList<HopAttempt> attempts) => [.. attempts.Select(Of)];

    /// <summary>Judges the attempt at the puzzle: live, and with the cookie.</summary>
    public static PuzzleResult Judge(HopAttempt attempt)
    {
        var (browser, host) = (attempt.Browser, attempt.Host);
        if (attempt.Case.Settings.Split(',') is { } settings && settings.Contains("any") && settings.Contains("origin"))
            return new(false, "A response may name one Access-Control-Allow-Origin only: the star or an origin. Choose one of the two.");
        string record = host.Requests == 0
            ? "The host recorded no request for the stream."
            : $"The host wrote {Quantity.Of(host.Events, "event")} over {Quantity.Duration(host.Span)}, and got {(host.HasCookie ? "the cookie" : "no cookie")}.";
        string page = browser.Failed ? "Your page was not allowed to read them." : $"Your page got {browser.Events.Count} over {Quantity.Duration(browser.Span)}.";
        return new(attempt is { IsLive: true, Host.HasCookie: true }, $"{record} {page}");
    }

    /// <summary>How an attempt went, in a few words.</summary>
    public static string Verdict(HopAttempt attempt) => attempt switch
    {
        { Browser.Failed: true } => "✗ not readable",
        { IsLive: true, Case.WithCredentials: true, Host.HasCookie: false } => "✗ live, but without the cookie",
        { IsLive: true } => "✓ live",
        _ => "✗ held back",
    };

    private static Fact Of(HopAttempt attempt)
    {
        var (hop, browser, host) = (attempt.Case, attempt.Browser, attempt.Host);
        string wrote = $"wrote {Quantity.Of(host.Events, "event")}" + (host.Events > 1 ? $" over {Quantity.Duration(host.Span)}" : "");
        string answered = host.Status is { } status ? $"answered {status}" : "answered nothing";
        if (hop.IsForeign)
        {
            return new($"{hop.Title}: {(browser.Failed ? "the browser does not let the page read the stream." : "the page may read the stream.")}")
            {
                Server = $"got {Quantity.Of(host.Requests, "request")} {(host.HasCookie ? "with" : "without")} a cookie, {answered}, {wrote}",
                Browser = browser.Failed ? "error, CLOSED 2, without a reason" : $"open after {Time(browser.Opened)}, {Quantity.Of(browser.Events.Count, "event")}",
                Bet = hop.Name switch { "foreign" => Server, "star" => Star, _ => null },
                Truth = hop.Name switch
                {
                    "foreign" => host.Status == 200 ? "ordinary" : "nothing",
                    "star" => browser.Failed ? "none" : host.HasCookie ? "all" : "bare",
                    _ => null,
                },
            };
        }

        return new(attempt.IsLive
            ? $"{hop.Title}: the events arrive as they are written."
            : $"{hop.Title}: the page got its first event {Time(browser.Events.Count > 0 ? browser.Events[0] : null)} after it had asked, and all of them within {Quantity.Duration(browser.Span)}.")
        {
            Server = wrote,
            Browser = $"open after {Time(browser.Opened)}, {Quantity.Of(browser.Events.Count, "event")} over {Quantity.Duration(browser.Span)}",
            Bet = hop.Name == "buffer" ? First : null,
            Truth = hop.Name == "buffer" ? attempt.IsLive ? "live" : "end" : null,
        };
    }

    private static string Time(double? milliseconds) => milliseconds is { } known ? Quantity.Duration(known) : "no time";
}
