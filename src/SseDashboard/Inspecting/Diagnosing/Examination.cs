using SseDashboard.Observing;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>One connection, as the rules look at it.</summary>
/// <param name="seen">The connection.</param>
/// <param name="context">What is known beside it.</param>
/// <param name="earlier">The connections before it in its session, the oldest first.</param>
internal sealed class Examination(ObservationSnapshot seen, DiagnosisContext context, IReadOnlyList<Examination> earlier)
{
    private BodyKind? _body;
    private IReadOnlyList<Clump>? _clumps;
    private LineFacts? _lines;

    /// <summary>The connection. The lines of newline-delimited JSON are left out: they are no blocks, and the rules are about those.</summary>
    public ObservationSnapshot Seen { get; } = seen.Head is { IsJsonLines: true } ? seen with { Blocks = [], Unfinished = null } : seen;

    /// <summary>What is known beside it.</summary>
    public DiagnosisContext Context { get; } = context;

    /// <summary>The connections before it in its session, the oldest first.</summary>
    public IReadOnlyList<Examination> Earlier { get; } = earlier;

    /// <summary>Whether the response is an event stream by its head, or because an EventSource opened.</summary>
    public bool IsStream => Seen.IsEventStream;

    /// <summary>Whether the host made it, to see what the browser hides.</summary>
    public bool IsBeside => Context.IsInBrowser && Seen.Request.Way == ObservedWay.Host;

    /// <summary>Whether its bytes are known: an EventSource shows only events.</summary>
    public bool HasBytes => Seen.Request.Way != ObservedWay.EventSource;

    /// <summary>What the body is.</summary>
    public BodyKind Body => _body ??= BodyKinds.Of(Seen);

    /// <summary>The bytes that arrived together, in order.</summary>
    public IReadOnlyList<Clump> Clumps => _clumps ??= Clump.Of(Seen.Blocks);

    /// <summary>What its lines look like.</summary>
    public LineFacts Lines => _lines ??= LineFacts.Of(Seen.Blocks);

    /// <summary>The blocks that dispatched an event.</summary>
    public IEnumerable<EventBlock> Events => Seen.Blocks.Where(block => block.Event is not null);

    /// <summary>The time of the last byte, or of the head, or of the request.</summary>
    public DateTimeOffset LastSign => Seen.LastArrival ?? (HeadCameWithEnd ? null : Seen.Head?.At) ?? Seen.StartedAt;

    /// <summary>The end of the connection, or now.</summary>
    public DateTimeOffset Until => Seen.End?.At ?? Context.Now;

    /// <summary>How long nothing has arrived, up to the end of the connection or until now.</summary>
    public TimeSpan SilenceAtEnd => Until - LastSign;

    /// <summary>Whether the server ended the response, or the connection broke.</summary>
    public bool EndedByServer => Seen.End is { Kind: ObservedEndKind.Completed or ObservedEndKind.Interrupted } or { Failure: ObservedFailure.Cut };

    // A proxy that buffers and gives up sends the head that it held back, and closes.
    private bool HeadCameWithEnd => Seen is { End: { } end, Head: { } head } && end.At - head.At < TimeSpan.FromSeconds(0.1);

    /// <summary>A time as evidence: <c>3.20 s</c> after the request.</summary>
    public string Time(DateTimeOffset at) => Words.Seconds(at - Seen.StartedAt);

    /// <summary>A header of the response as evidence.</summary>
    public string Header(string name) => Seen.Head?.Headers.Find(name) is { } value ? $"{name}: {Words.Quote(value)}" : $"The response has no {name}.";
}
