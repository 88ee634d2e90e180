using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>The shapes that represent a step.</summary>
public enum ArrowShape
{
    /// <summary>From the server to the browser.</summary>
    ToBrowser,

    /// <summary>A burst from the server to the browser.</summary>
    Many,

    /// <summary>From the browser to the server.</summary>
    ToServer,

    /// <summary>From the server, without reaching the page.</summary>
    EndsBefore,

    /// <summary>From the server; whether it reached the page is not known yet.</summary>
    OnItsWay,

    /// <summary>Into the page, with no record of the server's half.</summary>
    FromNowhere,

    /// <summary>The end, on the server's lane.</summary>
    AtServer,

    /// <summary>The end, on the browser's lane.</summary>
    AtBrowser,
}

/// <summary>The text of a row in the diagram.</summary>
/// <param name="Shape">The arrow.</param>
/// <param name="Label">What was sent.</param>
/// <param name="Note">Further detail.</param>
/// <param name="Verdict">Why it did not reach the page; <see langword="null"/> if it did.</param>
/// <param name="Server">The time on the server's lane, by the browser's clock.</param>
/// <param name="Browser">The time on the browser's lane.</param>
internal sealed record StepWords(
    ArrowShape Shape, string Label, string? Note = null, string? Verdict = null, double? Server = null, double? Browser = null)
{
    private TimeSpan Offset { get; init; }

    /// <summary>The time of day on the server's lane.</summary>
    public string ServerTime => Text(Server);

    /// <summary>The time of day on the browser's lane.</summary>
    public string BrowserTime => Text(Browser);

    /// <summary>The text of a row.</summary>
    /// <param name="row">The row; neither the start of a connection nor a pause.</param>
    /// <param name="offset">The browser's offset from UTC.</param>
    /// <param name="clock">The difference of the clocks; <see langword="null"/> until it is measured.</param>
    public static StepWords Of(DiagramRow row, TimeSpan offset, ClockEstimate? clock) => Of(row, clock) with { Offset = offset };

    private static StepWords Of(DiagramRow row, ClockEstimate? clock) => row.Kind switch
    {
        DiagramRowKind.Request => OfRequest(row.Connection, clock),
        DiagramRowKind.Response => OfResponse(row.Connection, clock),
        DiagramRowKind.Burst => OfBurst(row, clock),
        DiagramRowKind.Flood => OfFlood(row.Step!.Burst!, row.Milliseconds, clock),
        DiagramRowKind.ServerEnd => OfServerEnd(row.Connection, clock),
        DiagramRowKind.BrowserEnd => OfBrowserEnd(row.Connection.Browser!),
        _ => OfFrame(row.Step!, clock),
    };

    private static StepWords OfRequest(ExchangeConnection connection, ClockEstimate? clock)
    {
        var request = connection.Wire?.Request;
        double? sent = connection.Browser?.Connecting?.Time;
        bool reached = connection.Wire is not null || ExchangeWords.StatusOf(connection) is not null;
        return new(
            reached ? ArrowShape.ToServer : ArrowShape.AtBrowser,
            request is null ? "request" : $"{request.Method} {ForeignText.Isolated(request.Target)}",
            !reached && connection.Browser?.End is not null ? "did not reach the server"
                : string.IsNullOrEmpty(request?.LastEventId) ? null : $"Last-Event-ID: {ForeignText.Isolated(request.LastEventId)}",
            null,
            Passage.ServerTime(clock, request?.At, sent, toServer: true), sent);
    }

    private static StepWords OfResponse(ExchangeConnection connection, ClockEstimate? clock)
    {
        var response = connection.Wire?.Response;
        var browser = connection.Browser;
        int? status = ExchangeWords.StatusOf(connection);
        string? type = response?.Headers
            .FirstOrDefault(header => header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        string? note = (connection.Wire?.Refusal, browser?.RefusedWith) switch
        {
            ({ } refusal, _) => $"refused: {StreamWords.Of(refusal.Reason)}",
            (_, 200) => "refused by the browser: not an event stream",
            (_, not null) => "refused",
            _ => type,
        };
        double? arrived = browser?.Opened?.Time ?? (status is null or 200 && browser?.RefusedWith is null ? null : browser?.End?.Time);
        return new(
            ArrowShape.ToBrowser, status?.ToString(CultureInfo.InvariantCulture) ?? "headers",
            browser?.Opened is null ? note : $"{note} · open", null,
            Passage.ServerTime(clock, response?.At, arrived), arrived);
    }

    private static StepWords OfFrame(FrameStep step, ClockEstimate? clock)
    {
        string label = step.Reading is { IsComment: true } ? $": {ForeignText.Isolated(step.Wire!.Frame.Comment)}" : FrameWords.NameOf(step);
        string? id = step.Reading?.Id is { Length: > 0 } own ? $"id {ForeignText.Isolated(ExchangeWords.Short(own))}"
            : step.InheritedId is not null ? "id inherited"
            : null;
        string? ignored = step.Reading?.IdIgnored == true ? "id ignored: NUL" : null;
        string note = string.Join(" · ", new[] { Passage.Text(step, clock), ignored, id }.Where(part => part is not null));
        bool dispatched = step.Verdict == Exchange.Verdict.Dispatched;
        var shape = step switch
        {
            { Wire: null } => ArrowShape.FromNowhere,
            _ when dispatched => ArrowShape.ToBrowser,
            { Verdict: Exchange.Verdict.NotYetKnown } => ArrowShape.OnItsWay,
            _ => ArrowShape.EndsBefore,
        };
        double? arrived = step.Browser?.Item.Time;
        return new(
            shape, label, note, dispatched ? null : ExchangeWords.Of(step.Verdict),
            Passage.ServerTime(clock, step.Wire?.At, arrived), arrived);
    }

    private static StepWords OfBurst(DiagramRow row, ClockEstimate? clock)
    {
        int dispatched = row.Burst.Count(step => step.Verdict == Exchange.Verdict.Dispatched);
        string types = string.Join(", ", row.Burst.Select(FrameWords.NameOf).Distinct().Take(3));
        string fate = dispatched == row.Burst.Count ? "all dispatched" : $"{dispatched:N0} dispatched";
        return new(
            ArrowShape.Many, $"{row.Burst.Count:N0} frames in {Quantity.Duration(row.Milliseconds)}", $"{fate} · {types}", null,
            Passage.ServerTime(clock, row.Step!.Wire?.At, row.Step.Browser?.Item.Time),
            row.Burst.LastOrDefault(step => step.Browser is not null)?.Browser?.Item.Time);
    }

    private static StepWords OfFlood(FrameBurst flood, double milliseconds, ClockEstimate? clock) => new(
        ArrowShape.Many,
        $"{Quantity.Of(flood.Count, "frame")}, {Quantity.Bytes(flood.Bytes)} in {Quantity.Duration(milliseconds)}",
        flood.Dispatched == flood.Count ? "all dispatched" : $"{flood.Dispatched:N0} dispatched",
        null, flood.First + (clock?.Difference ?? 0), flood.LastDispatched);

    private static StepWords OfServerEnd(ExchangeConnection connection, ClockEstimate? clock)
    {
        var end = connection.Wire!.End!;
        bool left = end.Reason == StreamEnd.ClientLeft;
        return new(
            left ? ArrowShape.AtServer : ArrowShape.ToBrowser, left ? "client disconnected" : "end",
            left ? null : $"server: {StreamWords.Of(end.Reason)}", null,
            Passage.ServerTime(clock, end.At, connection.Browser?.End?.Time, toServer: left));
    }

    private static StepWords OfBrowserEnd(BrowserSide browser) => new(
        browser.ClosedByPage ? ArrowShape.ToServer : ArrowShape.AtBrowser,
        $"browser: {ExchangeWords.Of(browser.End!)}", Browser: browser.End!.Time);

    private string Text(double? time) => time is { } at ? UnixTime.Text(at, Offset) : "";
}
