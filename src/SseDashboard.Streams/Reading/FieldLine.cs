namespace SseDashboard.Streams;

/// <summary>
/// A complete line, interpreted by itself (HTML Living Standard, section 9.2.6: "Lines must be processed, in the order they are
/// received, as follows").
/// </summary>
internal readonly ref struct FieldLine
{
    private FieldLine(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, LineEffect effect)
    {
        Name = name;
        Value = value;
        Effect = effect;
    }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Value { get; }

    public LineEffect Effect { get; }

    /// <summary>Interprets a line, given without its line end.</summary>
    public static FieldLine Of(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty) // "Dispatch the event, as defined below."
            return new(line, line, LineEffect.EndsBlock);
        int colon = line.IndexOf((byte)':');
        if (colon == 0) // "Ignore the line."
            return new(line[..0], line[1..], LineEffect.Comment);
        if (colon < 0) // "using the whole line as the field name, and the empty string as the field value"
            return Field(line, line[line.Length..]);
        var value = line[(colon + 1)..];
        return Field(line[..colon], value is [(byte)' ', ..] ? value[1..] : value); // "If value starts with a U+0020 SPACE character, remove it from value."
    }

    // "Field names must be compared literally, with no case folding performed."
    private static FieldLine Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        LineEffect effect;
        if (name.SequenceEqual("data"u8))
            effect = LineEffect.AppendsData;
        else if (name.SequenceEqual("event"u8))
            effect = LineEffect.SetsType;
        else if (name.SequenceEqual("id"u8)) // "If the field value does not contain U+0000 NULL"
            effect = value.Contains((byte)0) ? LineEffect.IgnoredIdWithNul : LineEffect.SetsId;
        else if (name.SequenceEqual("retry"u8)) // "If the field value consists of only ASCII digits"
            effect = IsDigits(value) ? LineEffect.SetsReconnectionTime : LineEffect.IgnoredRetry;
        else
            effect = LineEffect.IgnoredUnknownField; // "The field is ignored."
        return new(name, value, effect);
    }

    // An empty value has no digits to interpret.
    private static bool IsDigits(ReadOnlySpan<byte> value) =>
        !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
