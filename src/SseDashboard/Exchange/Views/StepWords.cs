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
/// <param name="Explanation">The full explanation.</param>
/// <param name="Server">The time on the server's lane.</param>
/// <param name="Browser">The time on the browser's lane.</param>
internal sealed record StepWords(
    ArrowShape Shape,
    string Label,
    string? Note = null,
    string? Verdict = null,
    string? Explanation = null,
    double? Server = null,
    double? Browser = null)
{
    private TimeSpan Offset { get; init; }

    /// <summary>The time of day on the server's lane.</summary>
    public string ServerTime => Text(Server);

    /// <summary>The time of day on the browser's lane.</summary>
    public string BrowserTime => Text(Browser);

    public static StepWords Of(DiagramRow row, TimeSpan offset, ClockEstimate? clock) => Of(row, clock) with { Offset = offset };

    private static StepWords Of(DiagramRow row, ClockEstimate? clock) => row.Kind switch
    {
        DiagramRowKind.Request => OfRequest(row.Connection),
        DiagramRowKind.Response => OfResponse(row.Connection),
        DiagramRowKind.Burst => OfBurst(row),
        DiagramRowKind.Flood => OfFlood(row.Step!.Burst!, row.Milliseconds),
        DiagramRowKind.ServerEnd => OfServerEnd(row.Connection.Wire!.End!),
        DiagramRowKind.BrowserEnd => OfBrowserEnd(row.Connection.Browser!),
        _ => OfFrame(row.Step!, clock),
    };

    private static StepWords OfRequest(ExchangeConnection connection)
    {
        var request = connection.Wire?.Request;
        string label = request is null ? "request" : $"{request.Method} {ForeignText.Isolated(request.Target)}";
        string? id = string.IsNullOrEmpty(request?.LastEventId) ? null : $"Last-Event-ID: {ForeignText.Isolated(request.LastEventId)}";
        bool reached = connection.Wire is not null;
        return new(
            reached ? ArrowShape.ToServer : ArrowShape.AtBrowser, label, id, null,
            reached ? $"The browser sends the request. {id}" : "No record of the server has this request.",
            TimeOf(request?.At), connection.Browser?.Connecting?.Time);
    }

    private static StepWords OfResponse(ExchangeConnection connection)
    {
        var response = connection.Wire?.Response;
        string label = response is null ? "headers" : $"{response.Status}";
        string? type = response?.Headers
            .FirstOrDefault(header => header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        string note = connection.Wire?.Refusal is { } refusal ? $"refused: {StreamWords.Of(refusal.Reason)}" : type ?? "";
        var opened = connection.Browser?.Opened;
        return new(
            ArrowShape.ToBrowser, label, opened is null ? note : $"{note} · open", null,
            "The server sends the status and the headers at once; the browser fires its own open event when they come.",
            TimeOf(response?.At), opened?.Time ?? (connection.Wire?.Refusal is null ? null : connection.Browser?.End?.Time));
    }

    private static StepWords OfFrame(FrameStep step, ClockEstimate? clock)
    {
        string label = step.Reading is { IsComment: true } ? $": {ForeignText.Isolated(step.Wire!.Frame.Comment)}" : ForeignText.Isolated(step.Type)!;
        string? id = step.Reading?.Id is { Length: > 0 } own ? $"id {ForeignText.Isolated(ExchangeWords.Short(own))}" : null;
        string? latency = step.Latency is { } ms ? Quantity.Duration(ms - (clock?.Difference ?? 0)) : null;
        string? ignored = step.Reading?.IdIgnored == true ? "id ignored: NUL" : null;
        string note = string.Join(" · ", new[] { latency, ignored, id }.Where(part => part is not null));
        bool dispatched = step.Verdict == Exchange.Verdict.Dispatched;
        var shape = step switch
        {
            { Wire: null } => ArrowShape.FromNowhere,
            _ when dispatched => ArrowShape.ToBrowser,
            { Verdict: Exchange.Verdict.NotYetKnown } => ArrowShape.OnItsWay,
            _ => ArrowShape.EndsBefore,
        };
        return new(
            shape, label, note, dispatched ? null : ExchangeWords.Of(step.Verdict),
            step.Wire is null
                ? "The browser dispatched it; no record of its frame is there (yet)."
                : ExchangeWords.Explain(step.Verdict, step.Type),
            TimeOf(step.Wire?.Flushed ?? step.Wire?.At), step.Browser?.Item.Time);
    }

    private static StepWords OfBurst(DiagramRow row)
    {
        int dispatched = row.Burst.Count(step => step.Verdict == Exchange.Verdict.Dispatched);
        string types = string.Join(", ", row.Burst.Select(step => step.Type).Distinct().Take(3).Select(ForeignText.Isolated));
        string fate = dispatched == row.Burst.Count ? "all dispatched" : $"{dispatched:N0} dispatched";
        return new(
            ArrowShape.Many, $"{row.Burst.Count:N0} frames in {Quantity.Duration(row.Milliseconds)}", $"{fate} · {types}", null,
            row.IsOpen ? "Draw these frames together" : "Draw each of these frames",
            TimeOf(row.Step!.Wire?.Flushed), row.Burst.LastOrDefault(step => step.Browser is not null)?.Browser?.Item.Time);
    }

    private static StepWords OfFlood(FrameBurst flood, double milliseconds) => new(
        ArrowShape.Many,
        $"{Quantity.Of(flood.Count, "frame")}, {Quantity.Bytes(flood.Bytes)} in {Quantity.Duration(milliseconds)}",
        flood.Dispatched == flood.Count ? "all dispatched" : $"{flood.Dispatched:N0} dispatched",
        null, "These frames came too fast to match each with its event. Both were counted.",
        flood.First, flood.LastDispatched);

    private static StepWords OfServerEnd(WireEnd end) => new(
        end.Reason == StreamEnd.ClientLeft ? ArrowShape.AtServer : ArrowShape.ToBrowser,
        end.Reason == StreamEnd.ClientLeft ? "the server sees that the client left" : "end",
        end.Reason == StreamEnd.ClientLeft ? null : $"server: {StreamWords.Of(end.Reason)}",
        null, "The response ends; what is unfinished is discarded.", TimeOf(end.At));

    private static StepWords OfBrowserEnd(BrowserSide browser) => new(
        browser.ClosedByPage ? ArrowShape.ToServer : ArrowShape.AtBrowser,
        $"browser: {ExchangeWords.Of(browser.End!)}", null, null, ForeignText.Visible(browser.End!.Detail), null, browser.End.Time);

    private static double? TimeOf(DateTimeOffset? at) => at is { } time ? UnixTime.Of(time) : null;

    private string Text(double? time) => time is { } at ? UnixTime.Text(at, Offset) : "";
}
