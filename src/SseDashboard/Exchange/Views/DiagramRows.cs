using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Exchange.Views;

/// <summary>
/// Lays out the exchange in rows. Time runs downwards, but not to scale: each step gets one row, a pause states its duration,
/// and frames in quick succession are collapsed, so that ten thousand events are as readable as ten.
/// </summary>
public static class DiagramRows
{
    /// <summary>The shortest pause that gets a row, in ms: half a second is noticeable.</summary>
    public const double Pause = 500;

    /// <summary>The fewest frames collapsed into a burst: fewer are quicker to read than to expand.</summary>
    public const int FewestOfBurst = 8;

    /// <summary>The longest time between two frames of a burst, in ms: closer frames look simultaneous.</summary>
    public const double BurstStep = 20;

    /// <summary>The longest burst, in ms, so that a sustained flood still shows the passage of time.</summary>
    public const double LongestBurst = 1_000;

    /// <summary>Builds the rows of all connections, oldest first.</summary>
    /// <param name="connections">The connections.</param>
    /// <param name="open">The bursts to expand, by the number of their first step.</param>
    public static DiagramRow[] Of(IReadOnlyList<ExchangeConnection> connections, IReadOnlySet<long> open)
    {
        var rows = new List<DiagramRow>();
        foreach (var connection in connections)
            Add(rows, connection, open);
        return [.. rows];
    }

    private static void Add(List<DiagramRow> rows, ExchangeConnection connection, IReadOnlySet<long> open)
    {
        DiagramRow Row(DiagramRowKind kind) => new(kind, (kind, connection.Number), connection);

        rows.Add(Row(DiagramRowKind.Connection));
        rows.Add(Row(DiagramRowKind.Request));

        // Pauses use the server's clock, or the browser's if the server's half is missing altogether.
        double? last = connection.Wire is { } wire ? TimeOf(wire.Request?.At) : connection.Browser?.Connecting?.Time;
        if (ExchangeWords.StatusOf(connection) is not null || connection.Browser?.Opened is not null)
        {
            rows.Add(Row(DiagramRowKind.Response));
            last = TimeOf(connection.Wire?.Response?.At) ?? last;
        }

        AddFrames(rows, connection, open, ref last);
        foreach (var browser in connection.Unmatched)
        {
            var step = new FrameStep(-1 - browser.Row, browser);
            rows.Add(new(DiagramRowKind.Frame, (DiagramRowKind.Frame, step.Number), connection) { Step = step });
        }

        double? end = connection.Wire is null ? connection.Browser?.End?.Time : TimeOf(connection.Wire.End?.At);
        AddPause(rows, connection, ref last, end, key: -connection.Number);

        // The side that caused the end comes first. The two times come from different clocks, so they cannot decide the order.
        bool browserEnds = connection.Wire?.End is null || connection.Wire.End.Reason == StreamEnd.ClientLeft;
        var ends = new List<DiagramRow>();
        if (connection.Wire?.End is not null)
            ends.Add(Row(DiagramRowKind.ServerEnd));
        if (connection.Browser?.End is not null)
            ends.Insert(browserEnds ? 0 : ends.Count, Row(DiagramRowKind.BrowserEnd));
        rows.AddRange(ends);
    }

    private static void AddFrames(List<DiagramRow> rows, ExchangeConnection connection, IReadOnlySet<long> open, ref double? last)
    {
        var frames = connection.Frames;
        for (int i = 0; i < frames.Count;)
        {
            var first = frames[i];
            AddPause(rows, connection, ref last, TimeOf(first), key: first.Number);
            if (first.Burst is { } flood)
            {
                rows.Add(new(DiagramRowKind.Flood, (DiagramRowKind.Flood, first.Number), connection)
                {
                    Step = first,
                    Milliseconds = flood.Last - flood.First,
                });
                last = flood.Last;
                i++;
                continue;
            }

            int count = BurstLength(frames, i);
            bool isOpen = count == 1 || open.Contains(first.Number);
            if (count > 1)
            {
                // A copy, because the model changes while this row is on screen.
                var burst = frames.Skip(i).Take(count).ToArray();
                rows.Add(new(DiagramRowKind.Burst, (DiagramRowKind.Burst, first.Number), connection)
                {
                    Step = first,
                    Burst = burst,
                    IsOpen = isOpen,
                    Milliseconds = (TimeOf(burst[^1]) ?? 0) - (TimeOf(first) ?? 0),
                });
            }

            for (int j = i; isOpen && j < i + count; j++)
                rows.Add(new(DiagramRowKind.Frame, (DiagramRowKind.Frame, frames[j].Number), connection) { Step = frames[j] });
            i += count;
            last = TimeOf(frames[i - 1]) ?? last;
        }
    }

    private static int BurstLength(IReadOnlyList<FrameStep> frames, int first)
    {
        int count = 1;
        double? begin = TimeOf(frames[first]);
        double? last = begin;
        while (first + count < frames.Count
            && frames[first + count].Burst is null
            && TimeOf(frames[first + count]) is { } time
            && time - last <= BurstStep
            && time - begin <= LongestBurst)
        {
            last = time;
            count++;
        }

        return count >= FewestOfBurst ? count : 1;
    }

    private static void AddPause(List<DiagramRow> rows, ExchangeConnection connection, ref double? last, double? next, long key)
    {
        if (next - last is { } pause && pause >= Pause)
            rows.Add(new(DiagramRowKind.Pause, (DiagramRowKind.Pause, key), connection) { Milliseconds = pause });

        last = next ?? last;
    }

    // When it was written: the flush may complete only after the browser has dispatched the event.
    private static double? TimeOf(FrameStep step) => step.Burst is { } flood ? flood.First : TimeOf(step.Wire?.At);

    private static double? TimeOf(DateTimeOffset? at) => at is { } time ? UnixTime.Of(time) : null;
}
