using SseDashboard.Display;
using SseDashboard.Feed;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>The wording that the views of the exchange share.</summary>
internal static class ExchangeWords
{
    private const int Ok = 200;

    /// <summary>The verdict in a few words.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Dispatched => "dispatched",
        Verdict.Comment => "comment, no event",
        Verdict.NoData => "no data, no event",
        Verdict.IdIgnored => "id ignored: NUL",
        Verdict.NobodyListens => "no listener",
        Verdict.CutOff => "cut off by the end",
        Verdict.ClosedBefore => "closed before it arrived",
        Verdict.InBurst => "dispatched in a burst",
        Verdict.NotRecorded => "not recorded",
        _ => "not yet known",
    };

    /// <summary>How the stream ended in the browser.</summary>
    public static string Of(FeedItem end) => end switch
    {
        { Kind: FeedItemKind.Closed, ByServer: true } => "end of the response",
        { Kind: FeedItemKind.Closed } => $"close(): {FeedItemWords.Reason(end.Detail)}",
        { Kind: FeedItemKind.Reconnecting, State: ReadyState.Closed } => "error: EventSource has given up",
        { Kind: FeedItemKind.Reconnecting } => "error: reconnecting",
        { Kind: FeedItemKind.Failed } => "failed permanently",
        _ => "open",
    };

    /// <summary>Which side ended a connection and why, in one phrase; <see langword="null"/> while it is open.</summary>
    public static string? EndOf(ExchangeConnection connection) => connection switch
    {
        { Wire.Refusal: { } refusal } => $"server: refused with {refusal.Status}, {StreamWords.Of(refusal.Reason)}",
        { Wire: null, Browser.RefusedWith: { } status } when status != Ok => $"server: refused with {status}",
        { Browser: { ClosedByPage: true, End: { } close }, Wire.End: { Reason: not StreamEnd.ClientLeft } own } =>
            $"server: {StreamWords.Of(own.Reason)}; browser: {Of(close)}",
        { Browser: { ClosedByPage: true, End: { } close } } => $"browser: {Of(close)}",
        { Wire.End: { Reason: not StreamEnd.ClientLeft } end } => $"server: {StreamWords.Of(end.Reason)}",
        { Browser.End: { Kind: FeedItemKind.Failed, Detail: { } detail } } => $"browser: failed permanently. {ForeignText.Isolated(detail)}",
        { Browser.End: { Kind: FeedItemKind.Failed } } => "browser: failed permanently",
        { Browser.End: not null, Wire: null } => "the request did not reach the server",
        { Browser.End: not null, Wire.End: not null } => "the connection broke (the server saw the client leave)",
        { Browser.End: not null } => "the connection broke",
        { Wire.End: { } end } => $"server: {StreamWords.Of(end.Reason)}",
        _ => null,
    };

    /// <summary>
    /// The status code of the answer; <see langword="null"/> if there was none yet. The server records no request that it refuses
    /// before it opens a stream, but the page finds out the status.
    /// </summary>
    public static int? StatusOf(ExchangeConnection connection) =>
        connection.Wire?.Response?.Status ?? (connection.Wire is null ? connection.Browser?.RefusedWith : null);

    /// <summary>An id shortened for a narrow column: its beginning and its end.</summary>
    public static string Short(string id) => id.Length <= 24 ? id : $"{id[..10]}…{id[^12..]}";
}
