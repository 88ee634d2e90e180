namespace SseDashboard.Learning.Format;

/// <summary>A stream to start from.</summary>
/// <param name="Group">What it belongs to: the document's rules, or the traps.</param>
/// <param name="Name">What it shows.</param>
/// <param name="Text">The stream, in the notation of <see cref="StreamText"/>.</param>
internal sealed record Preset(string Group, string Name, string Text)
{
    private const string Rules = "The document's rules";
    private const string Traps = "Traps";

    /// <summary>All presets.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new(Rules, "An event with id, type and data", "id: 1\nevent: init\ndata: Init flow stream\n\n"),
        new(Rules, "No id: the event keeps the previous one", "id: 1\nevent: init\ndata: a\n\nevent: message\ndata: b\n\n"),
        new(Rules, "No type: message", "data: Event without id and event\n\n"),
        new(Rules, "No data: no event", "id: 2\nevent: error\n\n"),
        new(Rules, "Text without the keyword data is ignored", "id: 3\nHello\n\n"),
        new(Rules, "The whole document", "id: 1\nevent: init\ndata: Init flow stream\n\nevent: message\ndata: Event without id\n\n"
            + "data: Event without id and event\n\nid: 2\nevent: error\ndata: Event type error\n\nid: 3\nevent: final\ndata: Final event\n\n"),
        new(Traps, "CR, LF and CRLF all end a line", "data: a«CR»data: b\ndata: c«CR»\n\n"),
        new(Traps, "CR LF cut in two is still one line end", "data: a«CR»✂\ndata: b\n\n"),
        new(Traps, "Only one space is removed", "data:  two spaces\n\ndata:none\n\n"),
        new(Traps, "Field names are case-sensitive", "Data: a\nevent : b\ndata: c\n\n"),
        new(Traps, "No colon: an empty value", "data\n\ndata\ndata\n\n"),
        new(Traps, "Comments, and a heartbeat", ": heartbeat\n\ndata: a\n: between two lines\ndata: b\n\n"),
        new(Traps, "A type does not survive a block without data", "event: tick\n\ndata: a\n\n"),
        new(Traps, "An empty type means message", "event:\ndata: a\n\n"),
        new(Traps, "An id counts without data", "id: 9\n\ndata: a\n\n"),
        new(Traps, "An empty id resets it", "id: 1\ndata: a\n\nid\ndata: b\n\n"),
        new(Traps, "An id with NUL is ignored", "id: 1«NUL»2\ndata: a\n\n"),
        new(Traps, "The stream ends inside a block", "id: 1\ndata: a\n\nid: 2\ndata: lost\n"),
        new(Traps, "retry takes digits only, and needs no blank line", "retry: 2000\nretry: 1.5\nretry: +1\n"),
        new(Traps, "Digits and NUL in retry", "retry: 10«NUL»\n\n"),
        new(Traps, "A byte order mark", "«EF BB BF»data: a\n\n«EF BB BF»data: b\n\n"),
        new(Traps, "A line end right after the mark", "«EF BB BF»\ndata: a\n\ndata: b\n\n"),
        new(Traps, "Invalid UTF-8 becomes U+FFFD", "data: «C3 28»\n\n"),
        new(Traps, "A character cut in two", "data: «E2 82»✂«AC»\n\n"),
        new(Traps, "A chunk is not an event", "data: one ev✂ent\n\ndata: tw✂o\n✂\n"),
    ];

    /// <summary>The stream.</summary>
    public StreamInput Input => StreamText.Read(Text).Input!;
}
