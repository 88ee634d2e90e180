using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Learning.Course;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on the limits of connections: the browser's, and the server's.</summary>
internal static class ConnectionsFacts
{
    /// <summary>The parts of the page in the puzzle that want the event.</summary>
    public const int Widgets = 7;

    /// <summary>The fewest streams that do for all of them.</summary>
    public const int Par = 1;

    private const string SevenStreams = "Open 7 streams, with at least 7 places on the server, and let the run come to its end.";

    /// <summary>How many requests reach the server.</summary>
    public static readonly Question Reached = new("reached", "The page opens seven streams and then sends an ordinary POST. How many of these eight requests will the server have received before the page closes a stream?")
    {
        Unit = "request",
        AnsweredBy = SevenStreams,
    };

    /// <summary>What the page hears from a stream without a connection.</summary>
    public static readonly Question Error = new("error", "What will the page hear meanwhile from a stream that has no connection?",
        new Choice("nothing", "Nothing at all"), new Choice("error", "An error event"))
    {
        AnsweredBy = SevenStreams,
    };

    /// <summary>What becomes of an ordinary request.</summary>
    public static readonly Question Post = new("post", "And what will become of the POST?",
        new Choice("sent", "It is answered at once: it is not a stream"), new Choice("waits", "It waits, like a stream"), new Choice("fails", "It fails with an error"))
    {
        AnsweredBy = SevenStreams,
    };

    /// <summary>What the run showed so far.</summary>
    /// <param name="browser">What the browser last reported; <see langword="null"/> before the first run.</param>
    /// <param name="host">What the host recorded.</param>
    /// <param name="places">The places that the stream had on the server in this run.</param>
    public static IReadOnlyList<Fact> Of(ConnectionsSnapshot? browser, RecordedConnections host, int places)
    {
        if (browser is not { IsOver: true } || host.Requests.Count + host.Refused == 0)
            return [];
        var facts = new List<Fact>();
        int asked = browser.Sources.Count, failed = browser.Sources.Count(source => source.Failed is not null);
        // The bets are about the browser's limit with seven streams, so the server's must not come before it.
        bool isAsBet = asked == Widgets && places >= asked && failed == 0;
        facts.Add(new($"Of {Quantity.Of(asked, "stream")}, {browser.AtOnce} opened at once.")
        {
            Server = $"saw {Quantity.Of(Math.Min(browser.AtOnce, host.Requests.Count), "request")} for a stream within {Quantity.Duration(host.Requests.Take(browser.AtOnce).DefaultIfEmpty(0).Last())}"
                + (host.Refused == 0 ? "" : $", and refused {host.Refused} more"),
            Browser = $"{browser.AtOnce} OPEN, the last after {Quantity.Duration(LastAtOnce(browser))}",
        });
        AddWaiting(facts, browser, host, isAsBet);
        if (browser.Request is { } request)
        {
            var post = OfRequest(request, browser, host);
            int reached = browser.AtOnce + (post.Truth == "sent" ? 1 : 0);
            facts.Add(isAsBet ? post : post with { Bet = null });
            facts.Add(new($"Of {Quantity.Of(asked + 1, "request")}, {reached} reached the server before the page closed a stream.{(failed == 0 && reached <= asked ? " The others waited in the browser, where the server cannot see them." : "")}")
            {
                Bet = isAsBet ? Reached : null,
                Truth = reached.ToString(CultureInfo.InvariantCulture),
            });
        }

        if (failed > 0)
        {
            facts.Add(new($"The server has a limit too. It refused {Quantity.Of(failed, "stream")}, and an EventSource does not try again after a refusal.")
            {
                Server = $"answered {browser.Refusal?.Status?.ToString(CultureInfo.InvariantCulture) ?? "nothing"} to {Quantity.Of(host.Refused, "request")}",
                Browser = $"{Quantity.Of(failed, "error event")}, CLOSED 2, no status. A fetch of the same address got {browser.Refusal?.Status} and Retry-After: {browser.Refusal?.RetryAfter}",
            });
        }

        facts.Add(new(browser.Protocol is "h2" or "h3"
            ? "This page was loaded over a protocol without that limit: all streams share one connection."
            : "This page was loaded over HTTP/1.1, where each open stream takes up a connection. Browsers use HTTP/2 only over TLS; there, all streams share one connection.")
        {
            Browser = $"protocol {browser.Protocol}",
        });
        return facts;
    }

    /// <summary>Judges an attempt at the puzzle.</summary>
    public static PuzzleResult Judge(ConnectionsSnapshot? browser, RecordedConnections host)
    {
        if (browser is not { IsOver: true } || host.Requests.Count == 0)
            return new(false, "The host has no record of a finished attempt. Try again, and wait for its end.");
        int served = browser.Received.Count(events => events > 0);
        string record = $"The host saw {Quantity.Of(host.Requests.Count, "stream")}";
        if (host.Published is null)
            return new(false, $"{record}, and never saw the request that publishes the event: there was no connection left for it.");
        return new(
            served == browser.Received.Count,
            $"{record}, and wrote the event to {host.Written}; {served} of your {Quantity.Of(browser.Received.Count, "widget")} got it.",
            host.Requests.Count);
    }

    /// <summary>What became of a stream, in a few words.</summary>
    public static string Story(SourceSnapshot source) => source switch
    {
        { Failed: { } failed } => $"refused after {Quantity.Duration(failed)}",
        { Opened: { } opened, Closed: { } closed } => $"opened after {Quantity.Duration(opened)}, closed by the page after {Quantity.Duration(closed)}",
        { Opened: { } opened } => $"opened after {Quantity.Duration(opened)}",
        _ => "no event yet",
    };

    /// <summary>What became of the ordinary request, in a few words.</summary>
    public static string Story(RequestSnapshot request) => request switch
    {
        { Problem: { } problem } => ForeignText.Visible(problem)!,
        { Answered: { } answered } => $"sent after {Quantity.Duration(request.Asked)}, answered after {Quantity.Duration(answered)}",
        _ => $"sent after {Quantity.Duration(request.Asked)}",
    };

    private static void AddWaiting(List<Fact> facts, ConnectionsSnapshot browser, RecordedConnections host, bool isAsBet)
    {
        var late = browser.Sources.Where(source => source.Failed is null && !IsAtOnce(source, browser)).ToArray();
        if (late.Length == 0)
            return;
        double? opened = late.Min(source => source.Opened), closed = browser.Sources.Min(source => source.Closed);
        facts.Add(new(opened is null
            ? $"{Quantity.Of(late.Length, "stream")} never opened: the browser did not even send a request."
            : $"{Quantity.Of(late.Length, "stream")} waited in the browser, without any event, until the page closed another one" + (late.Length == 1 ? $", and opened after {Quantity.Duration(opened.Value)}." : $". The first of them opened after {Quantity.Duration(opened.Value)}."))
        {
            Server = opened is not null && host.Requests.Count > browser.AtOnce
                ? $"saw the next request {Quantity.Duration(host.Requests[browser.AtOnce])} after the first"
                : "saw no request",
            Browser = "CONNECTING 0, no event" + (closed is null ? "" : $"; the page closed a stream after {Quantity.Duration(closed.Value)}"),
            Bet = isAsBet ? Error : null,
            Truth = "nothing",
        });
    }

    private static Fact OfRequest(RequestSnapshot request, ConnectionsSnapshot browser, RecordedConnections host)
    {
        double? took = request.Answered - request.Asked, closed = browser.Sources.Min(source => source.Closed);
        string truth = request.Problem is not null ? "fails" : request.Answered < (closed ?? double.MaxValue) ? "sent" : "waits";
        return new(truth switch
        {
            "fails" => "The ordinary POST failed.",
            "sent" => $"The ordinary POST was answered after {Quantity.Duration(took!.Value)}: a connection was left for it.",
            _ => took is { } time ? $"The ordinary POST waited as well, and was answered after {Quantity.Duration(time)}." : "The ordinary POST waited to the end of the run.",
        })
        {
            Server = host.Published is { } at ? $"published what it carried {Quantity.Duration(at)} after the first request" : "never saw it",
            Browser = request.Problem ?? $"sent it after {Quantity.Duration(request.Asked)}"
                + (request.Answered is { } answered ? $", had the answer {request.Status} after {Quantity.Duration(answered)}" : ", had no answer"),
            Bet = Post,
            Truth = truth,
        };
    }

    // In the order of their opening, the first ones were open before the page did anything else.
    private static bool IsAtOnce(SourceSnapshot source, ConnectionsSnapshot browser) =>
        source.Opened is { } opened && opened <= LastAtOnce(browser);

    private static double LastAtOnce(ConnectionsSnapshot browser) =>
        browser.Sources.Select(source => source.Opened).OfType<double>().Order().Take(browser.AtOnce).DefaultIfEmpty(0).Last();
}
