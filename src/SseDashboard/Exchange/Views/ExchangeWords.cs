using SseDashboard.Display;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>The wording that the views of the exchange share.</summary>
internal static class ExchangeWords
{
    /// <summary>The verdict in a few words.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Dispatched => "dispatched",
        Verdict.Comment => "a comment",
        Verdict.NoData => "no data",
        Verdict.IdIgnored => "id ignored: NUL",
        Verdict.NobodyListens => "nobody listens",
        Verdict.CutOff => "cut off by the end",
        Verdict.ClosedBefore => "closed before it arrived",
        Verdict.InBurst => "dispatched in a burst",
        Verdict.NotRecorded => "not recorded",
        _ => "not yet known",
    };

    /// <summary>The verdict in full.</summary>
    public static string Explain(Verdict verdict, string type) => verdict switch
    {
        Verdict.Dispatched => "The browser dispatched it as an event.",
        Verdict.Comment => "A line that starts with a colon is a comment: clients ignore it, but it keeps the connection from being idle.",
        Verdict.NoData => "A block without a data line dispatches no event. Its id and retry count all the same.",
        Verdict.IdIgnored => "A block without a data line dispatches no event, and an id that contains U+0000 is ignored.",
        Verdict.NobodyListens => $"The browser dispatched it, but the page has no listener for the type {ForeignText.Isolated(type)}; onmessage hears only message.",
        Verdict.CutOff => "The stream ended before the browser had the whole block; what is unfinished is discarded.",
        Verdict.ClosedBefore => "The page had called close() before it arrived; nothing is dispatched after that.",
        Verdict.InBurst => "The browser dispatched it among others that came too fast to be matched one by one.",
        Verdict.NotRecorded => "The browser dispatched it, but the dashboard could not keep up and lost the record of it.",
        _ => "It is on its way, or the browser has not yet told what became of it.",
    };

    /// <summary>How the stream ended in the browser.</summary>
    public static string Of(FeedItem end) => end.Kind switch
    {
        FeedItemKind.Closed when end.ByServer => "end of the response",
        FeedItemKind.Closed => $"close(){Reason(end.Detail)}",
        FeedItemKind.Reconnecting => "error: reconnecting",
        FeedItemKind.Failed => "failed for good",
        _ => "open",
    };

    /// <summary>Which side ended a connection and why, in one phrase; <see langword="null"/> while it is open.</summary>
    public static string? EndOf(ExchangeConnection connection) => connection switch
    {
        { Wire.Refusal: { } refusal } => $"refused: {refusal.Status}, {StreamWords.Of(refusal.Reason)}",
        { Browser: { ClosedByPage: true, End: { } close }, Wire.End: { Reason: not StreamEnd.ClientLeft } own } =>
            $"server: {StreamWords.Of(own.Reason)}; browser: {Of(close)}",
        { Browser: { ClosedByPage: true, End: { } close } } => $"browser: {Of(close)}",
        { Wire.End: { Reason: not StreamEnd.ClientLeft } end } => $"server: {StreamWords.Of(end.Reason)}",
        { Browser.End: { Kind: FeedItemKind.Failed } end } => $"browser: failed, {ForeignText.Isolated(end.Detail) ?? "for good"}",
        { Browser.End: not null, Wire: null } => "the server was not reached",
        { Browser.End: not null, Wire.End: not null } => "the connection broke (the server saw the client leave)",
        { Browser.End: not null } => "the connection broke",
        { Wire.End: { } end } => $"server: {StreamWords.Of(end.Reason)}",
        _ => null,
    };

    /// <summary>An id shortened for a narrow column: its beginning and its end.</summary>
    public static string Short(string id) => id.Length <= 24 ? id : $"{id[..10]}…{id[^12..]}";

    private static string Reason(string? detail) => detail switch
    {
        "final" => " on final",
        "button" => " by its button",
        "replaced" => ": replaced by the next",
        _ => "",
    };
}
