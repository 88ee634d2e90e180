using System.Globalization;
using System.Text;
using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Format;

/// <summary>
/// What <see cref="EventBlockReader"/> makes of a whole stream, with the buffers after each line and an explanation of each. It is
/// for short streams.
/// </summary>
public sealed class StandardReading
{
    private readonly List<StreamLine> _lines = [];

    private StandardReading()
    {
    }

    /// <summary>The lines in order.</summary>
    public IReadOnlyList<StreamLine> Lines => _lines;

    /// <summary>The events dispatched.</summary>
    public IEnumerable<FormatEvent> Events => _lines.Select(line => line.Dispatched).OfType<FormatEvent>();

    /// <summary>The state after the last line. What the stream leaves unfinished has no effect on its last event ID.</summary>
    public Buffers End { get; private set; } = Buffers.Empty;

    /// <summary>Whether the stream started with a byte order mark, which is removed.</summary>
    public bool HasByteOrderMark { get; private set; }

    /// <summary>Whether the stream ends in the middle of a block, which is discarded.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Reads a stream from its first byte to its end.</summary>
    public static StandardReading Of(ReadOnlySpan<byte> bytes)
    {
        var reading = new StandardReading();
        var reader = new EventBlockReader();
        while (reader.TryRead(ref bytes, arrived: default, out var block))
            reading.Add(block);
        if (reader.End() is { } rest)
            reading.Add(rest);
        return reading;
    }

    private void Add(EventBlock block)
    {
        HasByteOrderMark |= block.HasByteOrderMark;
        IsCutOff = block.Outcome == BlockOutcome.Unfinished;
        foreach (var line in block.Lines())
        {
            var bytes = block.Bytes.Span;
            string field = Encoding.UTF8.GetString(bytes[line.Name]);
            string value = Encoding.UTF8.GetString(bytes[line.Value]);
            if (line.Effect == LineEffect.Unfinished)
                (field, value) = ("", field);
            string why = LineWords.Explain(line.Effect, block.Outcome, field, value, End.Type);
            if (line.Effect is LineEffect.AppendsData or LineEffect.SetsType or LineEffect.SetsId or LineEffect.SetsReconnectionTime)
                why = LineWords.Shape(hasColon: line.Text.End.Value > line.Name.End.Value, bytes[line.Name.End..line.Value.Start].Length == 2, value) + why;
            End = After(line.Effect, value, block);
            _lines.Add(new(
                (int)block.Offset + line.Text.Start.Value, bytes[line.Text].Length, bytes[line.LineEnd].Length, line.Effect, block.Outcome, field, value, why, End,
                line.Effect == LineEffect.EndsBlock && block.Event is { } e ? new(e.Type, e.Data, e.LastEventId) : null));
        }
    }

    // Section 9.2.6 of the HTML Living Standard, "Lines must be processed".
    private Buffers After(LineEffect effect, string value, EventBlock block) => effect switch
    {
        LineEffect.AppendsData => End with { Data = End.Data + value + "\n" },
        LineEffect.SetsType => End with { Type = value },
        LineEffect.SetsId => End with { Id = value },
        LineEffect.SetsReconnectionTime => End with { Retry = double.Parse(value, CultureInfo.InvariantCulture) },
        LineEffect.EndsBlock => End with { Data = "", Type = "", LastEventId = block.LastEventId },
        _ => End,
    };
}
