namespace SseDashboard.Streams;

/// <summary>A line of a block. Its parts are ranges of <see cref="EventBlock.Bytes"/>.</summary>
/// <param name="Effect">What the line does, or why it is ignored.</param>
/// <param name="Name">The field name, before the colon; the whole line if there is no colon. Empty in a comment.</param>
/// <param name="Value">The field value, without the space that may follow the colon. The text of a comment, verbatim.</param>
/// <param name="LineEnd">The line end: CRLF, LF or CR; empty if it has not arrived.</param>
public readonly record struct BlockLine(LineEffect Effect, Range Name, Range Value, Range LineEnd)
{
    /// <summary>The line without its line end.</summary>
    public Range Text => Name.Start..LineEnd.Start;

    // The value of an unfinished line is not final, so such a line is not divided.
    internal static BlockLine Of(ReadOnlySpan<byte> line, int start, int lineEnd)
    {
        int end = start + line.Length;
        if (lineEnd == 0)
            return new(LineEffect.Unfinished, start..end, end..end, end..end);
        var field = FieldLine.Of(line);
        return new(field.Effect, start..(start + field.Name.Length), (end - field.Value.Length)..end, end..(end + lineEnd));
    }
}
