using SseDashboard.Display;

namespace SseDashboard.Exchange.Views;

/// <summary>What a frame is called, and what it means.</summary>
internal static class FrameWords
{
    /// <summary>The name of a frame: its type if it is an event, or else what it consists of.</summary>
    public static string NameOf(FrameStep step)
    {
        if (step.Reading is not { } reading || reading.HasData)
            return ForeignText.Isolated(step.Type)!;
        if (reading.IsComment)
            return "comment";
        string[] fields = [.. new[]
        {
            reading.Id is not null || reading.IdIgnored ? "id" : null,
            reading.HasType ? "event" : null,
            reading.Retry is not null ? "retry" : null,
        }.OfType<string>()];
        return fields.Length == 0 ? "empty block" : $"{string.Join(" and ", fields)} only";
    }

    /// <summary>What became of a frame and why.</summary>
    public static Explanation Explain(FrameStep step) => step switch
    {
        { Wire: null } => new("The browser dispatched this event. The server's record of its frame is missing, or has not arrived yet.", "dispatch"),
        { Verdict: Verdict.Dispatched } => ExplainEvent(step),
        { Verdict: Verdict.Comment } => new("A line that starts with a colon is a comment. Clients ignore it, but it keeps an idle connection open.", "comment"),
        { Verdict: Verdict.NoData } => new($"This block has no data line, so the browser dispatches no event.{OfFields(step.Reading!)}", "block", "dispatch"),
        { Verdict: Verdict.IdIgnored } => new("This block has no data line, so the browser dispatches no event. Its id contains U+0000 and is ignored.", "last event ID"),
        { Verdict: Verdict.NobodyListens } => new(
            $"The browser dispatched this event, but the page has no listener for the type {ForeignText.Isolated(step.Type)}. "
            + "onmessage receives only events of the type message.", "listener"),
        { Verdict: Verdict.CutOff } => new("The stream ended in the middle of this block. The browser discards an unfinished block.", "block"),
        { Verdict: Verdict.ClosedBefore } => new("The page called close() before this frame arrived. After close() the browser dispatches nothing.", "EventSource"),
        { Verdict: Verdict.InBurst } => new("The browser dispatched this event among others that came too fast to match one by one.", "dispatch"),
        { Verdict: Verdict.NotRecorded } => new("The browser dispatched this event, but the dashboard could not keep up and lost the record of it.", "dispatch"),
        _ => new("The frame is on its way, or the browser has not reported it yet."),
    };

    private static Explanation ExplainEvent(FrameStep step)
    {
        var reading = step.Reading!;
        string type = step.Type switch
        {
            _ when !reading.HasType => "The frame has no event line, so its type is message by default.",
            "error" or "open" => $"The server named this event {step.Type}. It has data; the browser's own {step.Type} event has none. "
                + "A listener for that type gets both.",
            _ => $"The browser dispatched it to the listeners for the type {ForeignText.Isolated(step.Type)}.",
        };
        return step.InheritedId is { } id
            ? new($"{type} It sent no id: its lastEventId, {ForeignText.Isolated(id)}, is inherited from an earlier frame.", "dispatch", "last event ID")
            : new(type, "dispatch");
    }

    private static string OfFields(FrameReading reading) => (reading.Id, reading.Retry) switch
    {
        (not null, not null) => " Its id and retry still take effect.",
        (not null, null) => " Its id still counts: the browser sends it as Last-Event-ID when it reconnects.",
        (null, not null) => " Its retry still sets the reconnection time.",
        _ => "",
    };
}
