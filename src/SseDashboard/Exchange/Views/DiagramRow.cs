namespace SseDashboard.Exchange.Views;

/// <summary>The kinds of row in the diagram.</summary>
public enum DiagramRowKind
{
    /// <summary>The start of a connection: its number, and the id it resumes from.</summary>
    Connection,

    /// <summary>The request, from the browser to the server.</summary>
    Request,

    /// <summary>The status and headers, or the refusal, from the server to the browser.</summary>
    Response,

    /// <summary>A frame, or an event whose frame was not recorded.</summary>
    Frame,

    /// <summary>Many frames in a short time.</summary>
    Burst,

    /// <summary>Frames that came too fast to be matched one by one.</summary>
    Flood,

    /// <summary>A period without activity.</summary>
    Pause,

    /// <summary>The end of the connection on the server.</summary>
    ServerEnd,

    /// <summary>The end of the connection in the browser.</summary>
    BrowserEnd,
}

/// <summary>A row of the diagram. All rows have the same height.</summary>
/// <param name="Kind">What the row shows.</param>
/// <param name="Key">Identifies the row; stable while the diagram grows.</param>
/// <param name="Connection">The connection the row belongs to.</param>
public sealed record DiagramRow(DiagramRowKind Kind, (DiagramRowKind Kind, long Number) Key, ExchangeConnection Connection)
{
    /// <summary>The frame, or the first frame of a burst.</summary>
    public FrameStep? Step { get; init; }

    /// <summary>The frames of a burst.</summary>
    public IReadOnlyList<FrameStep> Burst { get; init; } = [];

    /// <summary>Whether the burst is expanded, with a row for each frame below it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The duration of the pause or burst, in ms.</summary>
    public double Milliseconds { get; init; }

    /// <summary>
    /// Whether the row shows the event with this row number in the log, on its own or as part of a collapsed burst.
    /// </summary>
    public bool Holds(long? row) => row is not null && Kind switch
    {
        DiagramRowKind.Burst => !IsOpen && Burst.Any(step => step.Browser?.Row == row),
        DiagramRowKind.Flood => Step!.Burst!.Holds(row.Value),
        DiagramRowKind.Frame => Step!.Browser?.Row == row,
        _ => false,
    };
}
