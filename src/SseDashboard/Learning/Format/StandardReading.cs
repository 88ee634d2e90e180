using System.Text;

namespace SseDashboard.Learning.Format;

/// <summary>
/// Reads a whole stream as the standard says, and explains each line: section 9.2.5 of the HTML Living Standard for the lines,
/// 9.2.6 for what they do. It is for short streams and for reading, not for speed.
/// </summary>
public sealed class StandardReading
{
    private readonly List<StreamLine> _lines = [];
    private Buffers _buffers = Buffers.Empty;
    private bool _inBlock;

    private StandardReading()
    {
    }

    /// <summary>The lines in order.</summary>
    public IReadOnlyList<StreamLine> Lines => _lines;

    /// <summary>The events dispatched.</summary>
    public IEnumerable<FormatEvent> Events => _lines.Select(line => line.Dispatched).OfType<FormatEvent>();

    /// <summary>The state after the last line. What the stream leaves unfinished has no effect on its last event ID.</summary>
    public Buffers End => _buffers;

    /// <summary>Whether the stream started with a byte order mark, which is removed.</summary>
    public bool HasByteOrderMark { get; private set; }

    /// <summary>Whether the stream ends in the middle of a block, which is discarded.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Reads a stream from its first byte to its end.</summary>
    public static StandardReading Of(ReadOnlySpan<byte> bytes)
    {
        var reading = new StandardReading();
        // 9.2.6: "Streams must be decoded using the UTF-8 decode algorithm", which strips one leading byte order mark.
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        reading.HasByteOrderMark = bytes.StartsWith(mark);
        int start = reading.HasByteOrderMark ? mark.Length : 0;
        while (start < bytes.Length)
        {
            // CR and LF are never part of a longer UTF-8 sequence, so lines can be split before decoding.
            int length = bytes[start..].IndexOfAny((byte)'\r', (byte)'\n');
            if (length < 0)
            {
                reading.Leave(start, bytes.Length - start, Encoding.UTF8.GetString(bytes[start..]));
                break;
            }

            int end = bytes[(start + length)..].StartsWith("\r\n"u8) ? 2 : 1;
            reading.Process(start, length, end, Encoding.UTF8.GetString(bytes.Slice(start, length)));
            start += length + end;
        }

        reading.IsCutOff |= reading._inBlock;
        return reading;
    }

    private void Process(int start, int length, int end, string line)
    {
        if (line.Length == 0)
        {
            Dispatch(start, end);
            return;
        }

        int colon = line.IndexOf(':');
        if (colon == 0)
        {
            Add(start, length, end, LineMeaning.Comment, "", line[1..], LineWords.Comment);
            return;
        }

        _inBlock = true;
        string field = colon < 0 ? line : line[..colon];
        string value = colon < 0 ? "" : line[(colon + 1)..];
        bool hasSpace = value.StartsWith(' ');
        if (hasSpace)
            value = value[1..];
        (var meaning, string why) = Apply(field, value);
        if (meaning != LineMeaning.Ignored)
            why = LineWords.Shape(colon >= 0, hasSpace, value) + why;
        Add(start, length, end, meaning, field, value, why);
    }

    private (LineMeaning Meaning, string Why) Apply(string field, string value)
    {
        switch (field)
        {
            case "event":
                _buffers = _buffers with { Type = value };
                return (LineMeaning.EventType, LineWords.EventType(value));
            case "data":
                _buffers = _buffers with { Data = _buffers.Data + value + "\n" };
                return (LineMeaning.Data, LineWords.Data);
            case "id" when value.Contains('\0'):
                return (LineMeaning.Ignored, LineWords.IdWithNul);
            case "id":
                _buffers = _buffers with { Id = value };
                return (LineMeaning.Id, LineWords.Id(value));
            case "retry" when value.Length > 0 && value.All(char.IsAsciiDigit):
                _buffers = _buffers with { Retry = double.Parse(value, System.Globalization.CultureInfo.InvariantCulture) };
                return (LineMeaning.Retry, LineWords.Retry);
            case "retry":
                return (LineMeaning.Ignored, LineWords.RetryNotDigits(value));
            default:
                return (LineMeaning.Ignored, LineWords.Unknown(field));
        }
    }

    // "When the user agent is required to dispatch the event": the last event ID is set even if nothing is dispatched.
    private void Dispatch(int start, int end)
    {
        var (data, type, id, _, _) = _buffers;
        bool inBlock = _inBlock;
        _inBlock = false;
        _buffers = _buffers with { Data = "", Type = "", LastEventId = id };
        if (data.Length == 0)
        {
            Add(start, 0, end, inBlock ? LineMeaning.Discard : LineMeaning.Nothing, "", "", inBlock ? LineWords.NoData(type) : LineWords.Nothing);
            return;
        }

        var dispatched = new FormatEvent(type.Length == 0 ? "message" : type, data[..^1], id);
        _lines.Add(new(start, 0, end, LineMeaning.Dispatch, "", "", LineWords.Dispatch, _buffers, dispatched));
    }

    // "Once the end of the file is reached, any pending data must be discarded."
    private void Leave(int start, int length, string text)
    {
        IsCutOff = true;
        Add(start, length, 0, LineMeaning.Unfinished, "", text, LineWords.Unfinished);
    }

    private void Add(int start, int length, int end, LineMeaning meaning, string field, string value, string why) =>
        _lines.Add(new(start, length, end, meaning, field, value, why, _buffers));
}
