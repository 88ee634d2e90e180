namespace SseDashboard.Exchange.Views;

/// <summary>What a row of the diagram shows.</summary>
public enum DiagramRowKind
{
    /// <summary>The beginning of a connection: its number, and what it resumes from.</summary>
    Connection,

    /// <summary>The request, from the browser to the server.</summary>
    Request,

    /// <summary>The status and headers, or the refusal, from the server to the browser.</summary>
    Response,

    /// <summary>A frame, or an event whose frame is not known.</summary>
    Frame,

    /// <summary>Many frames in a short time.</summary>
    Burst,

    /// <summary>A time in which nothing happened.</summary>
    Pause,

    /// <summary>The end on the server's side.</summary>
    ServerEnd,

    /// <summary>The end on the browser's side.</summary>
    BrowserEnd,
}

/// <summary>One row of the diagram; all have the same height.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Key">Tells it from all others, and stays the same while the diagram grows.</param>
/// <param name="Connection">The connection it is of.</param>
public sealed record DiagramRow(DiagramRowKind Kind, (DiagramRowKind Kind, long Number) Key, ExchangeConnection Connection)
{
    /// <summary>The frame, or the first one of a burst.</summary>
    public FrameStep? Step { get; init; }

    /// <summary>All frames of a burst.</summary>
    public IReadOnlyList<FrameStep> Burst { get; init; } = [];

    /// <summary>Whether the frames of the burst follow in rows of their own.</summary>
    public bool IsOpen { get; init; }

    /// <summary>How long the pause or the burst lasted, in ms.</summary>
    public double Milliseconds { get; init; }

    /// <summary>Whether the row is, or holds, the event with this number in the log.</summary>
    public bool Holds(long? row) => row is not null && Kind switch
    {
        DiagramRowKind.Burst => !IsOpen && Burst.Any(step => step.Browser?.Row == row),
        DiagramRowKind.Frame => Step!.Browser?.Row == row,
        _ => false,
    };
}
