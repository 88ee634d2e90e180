namespace SseDashboard.Learning.Format;

/// <summary>The explanations of lines. Statements about the standard follow section 9.2.6.</summary>
internal static class LineWords
{
    private static readonly string[] Fields = ["data", "event", "id", "retry"];

    public const string Comment = "A comment: the line starts with a colon. Clients ignore it, but it keeps the connection alive.";

    public const string Data = "Appends the value and a line feed to the data buffer.";

    public const string IdWithNul = "Ignored: the id contains U+0000 (NUL).";

    public const string Retry = "Sets the reconnection time now, without waiting for a blank line.";

    public const string Dispatch = "A blank line ends the block and dispatches the event, without the last line feed of the data.";

    public const string Nothing = "A blank line, and no field before it: nothing to dispatch.";

    public const string Unfinished = "The line has no end, so it is never processed.";

    public static string EventType(string value) =>
        value.Length == 0 ? "Empties the type buffer: an empty type means message." : "Sets the type buffer.";

    public static string Id(string value) => value.Length == 0
        ? "Empties the last event ID buffer: from the blank line on, there is no id to resume from."
        : "Sets the last event ID buffer. It takes effect at the blank line.";

    public static string NoData(string type) => type.Length == 0
        ? "A blank line, but the block has no data: nothing is dispatched. Its id still takes effect."
        : "A blank line, but the block has no data: nothing is dispatched, and the type is reset. Its id still takes effect.";

    public static string RetryNotDigits(string value) => value.Length == 0
        ? "Ignored: retry needs a value of ASCII digits."
        : "Ignored: the value of retry is not only ASCII digits.";

    /// <summary>What to say about a field's colon and space, before what the field does.</summary>
    public static string Shape(bool hasColon, bool hasSpace, string value) => (hasColon, hasSpace) switch
    {
        (false, _) => "No colon, so the whole line is the name and the value is empty. ",
        (_, true) when value.StartsWith(' ') => "Only the first space after the colon is removed; the others belong to the value. ",
        _ => "",
    };

    public static string Unknown(string field)
    {
        string bare = field.Trim(' ', '\t', '\ufeff');
        string? known = Fields.FirstOrDefault(name => string.Equals(name, bare, StringComparison.OrdinalIgnoreCase));
        return known switch
        {
            null => "Ignored: the standard defines no field of this name.",
            _ when field.StartsWith('\ufeff') => "Ignored: only the first byte order mark is removed; this one belongs to the name.",
            _ when field.Length != known.Length => $"Ignored: the white space belongs to the name, which is then not {known}.",
            _ => $"Ignored: field names are case-sensitive, and {known} is written in lower case.",
        };
    }
}
