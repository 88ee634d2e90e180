using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>The wording of the list of connections.</summary>
internal static class LedgerWords
{
    /// <summary>When the browser opened the connection, or why it did not.</summary>
    public static string OpenedAt(ExchangeConnection connection, TimeSpan offset) => connection switch
    {
        { Wire.Refusal: not null } or { Wire: null, Browser.RefusedWith: not null } => "refused",
        { Browser.Opened: { } opened } => UnixTime.Text(opened.Time, offset),
        { Wire.Response: { } response } => UnixTime.Text(UnixTime.Of(response.At), offset),
        _ => "never",
    };

    /// <summary>Why the connection before this one ended.</summary>
    public static string EndBefore(ExchangeConnection connection) =>
        connection.Before is { } before ? ExchangeWords.EndOf(before) ?? "unknown" : "first connection";

    /// <summary>The <c>Last-Event-ID</c> of the request.</summary>
    public static string SentId(ExchangeConnection connection) => connection switch
    {
        { Wire: null or { Request: null } } => "unknown",
        { LastEventId: { Length: > 0 } id } => ForeignText.Visible(id)!,
        _ => "none",
    };

    /// <summary>The number of events that the server sent again.</summary>
    public static string Replayed(ExchangeConnection connection) =>
        connection.Wire?.Resume is { Continuity: Continuity.NoGap or Continuity.Gap or Continuity.NotYetKnown } resume
            ? resume.Replayed.ToString("N0")
            : "–";

    /// <summary>Whether events are missing.</summary>
    public static string GapOf(ExchangeConnection connection) => connection.Wire?.Resume switch
    {
        { Continuity: Continuity.Gap } resume => GapNotice.Read(resume.Gap ?? "")?.Missed is { } missed
            ? $"{Quantity.Of(missed, "event")} missed"
            : "unknown number of events missed",
        { Continuity: Continuity.NoGap } => "no gap",
        { Continuity: Continuity.NotYetKnown } => "not yet known",
        { Continuity: Continuity.CannotBeTold } => "unknown",
        _ => "–",
    };
}
