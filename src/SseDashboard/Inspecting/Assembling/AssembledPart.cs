using System.Buffers;

namespace SseDashboard.Inspecting;

/// <summary>What a part of an assembled text is.</summary>
public enum PartKind
{
    /// <summary>The answer.</summary>
    Text,

    /// <summary>What the model reports of its reasoning.</summary>
    Reasoning,

    /// <summary>A refusal.</summary>
    Refusal,

    /// <summary>The arguments of a tool call, usually JSON.</summary>
    ToolCall,

    /// <summary>Messages that are whole, such as progress.</summary>
    Message,
}

/// <summary>A piece of text and the event that it came from.</summary>
/// <param name="Index">Its place in its part, from 0.</param>
/// <param name="Event">The number of the event's block, from 0.</param>
/// <param name="Text">The text, or its beginning.</param>
/// <param name="Unshown">How many UTF-16 units of it are left out.</param>
public readonly record struct AssembledSegment(int Index, long Event, string Text, int Unshown);

/// <summary>Text that belongs together: one choice, one block of content, the arguments of one tool call.</summary>
public sealed class AssembledPart
{
    private readonly ArrayBufferWriter<char> _text = new();
    private readonly List<(long Event, int Start)> _segments = [];

    internal AssembledPart(string? group, PartKind kind, string label) => (Group, Kind, Label) = (group, kind, label);

    /// <summary>Which of several answers it belongs to, such as <c>Choice 2</c>; <see langword="null"/> if the format has only one.</summary>
    public string? Group { get; }

    /// <summary>What it is.</summary>
    public PartKind Kind { get; }

    /// <summary>What it is, in words; a tool call's with the tool's name.</summary>
    public string Label { get; internal set; }

    /// <summary>How many pieces it consists of: at most one for each event.</summary>
    public int SegmentCount => _segments.Count;

    /// <summary>The whole text, as far as it is kept.</summary>
    public string Text => new(_text.WrittenSpan);

    /// <summary>A piece.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="most">The most UTF-16 units of it.</param>
    public AssembledSegment Segment(int index, int most)
    {
        var (number, start) = _segments[index];
        int end = index + 1 < _segments.Count ? _segments[index + 1].Start : _text.WrittenCount;
        int shown = Math.Min(end - start, most);
        return new(index, number, new(_text.WrittenSpan.Slice(start, shown)), end - start - shown);
    }

    /// <summary>The end of the text before a piece.</summary>
    /// <param name="index">The piece's place.</param>
    /// <param name="most">The most UTF-16 units.</param>
    /// <returns>The text, and how many units come before it.</returns>
    public (string Text, int Before) TextBefore(int index, int most)
    {
        int end = index < _segments.Count ? _segments[index].Start : _text.WrittenCount;
        int start = Math.Max(0, end - most);
        return (new(_text.WrittenSpan[start..end]), start);
    }

    internal void Append(long number, ReadOnlySpan<char> text)
    {
        // The second half of a character belongs to the event that has the first one.
        if (text is [var first, ..] && char.IsLowSurrogate(first) && _text.WrittenSpan is [.., var last] && char.IsHighSurrogate(last))
        {
            _text.Write(text[..1]);
            text = text[1..];
        }

        if (text.IsEmpty)
            return;
        if (_segments.Count == 0 || _segments[^1].Event != number)
            _segments.Add((number, _text.WrittenCount));
        _text.Write(text);
    }
}
