using SseDashboard.Display;

namespace SseDashboard.Inspecting;

/// <summary>
/// <c>cr-line-ends</c>, <c>bom</c> and <c>no-field-name</c> (HTML Living Standard, sections 9.2.5 and 9.2.6).
/// </summary>
internal static class LineRules
{
    public static IEnumerable<Finding> Of(Examination connection)
    {
        var lines = connection.Lines;
        if (lines.EndInCr > 0)
            yield return lines.HasCrInData ? CrInData(lines) : CrLineEnds(lines);
        if (lines.MarkedLines > 0)
            yield return Marks(lines);
        else if (lines.StartsWithMark)
            yield return LeadingMark();
        int withoutName = lines.WithoutName - (lines.HasCrInData ? lines.CutByCr : 0);
        if (withoutName > 0 && connection.Body is not (BodyKind.Html or BodyKind.Json))
            yield return WithoutName(lines, withoutName);
        else if (lines.Extensions.Count > 0 && connection.Body is not BodyKind.Html)
            yield return Extensions(lines);
    }

    private static Finding CrLineEnds(LineFacts lines) => new(
        "cr-line-ends", Severity.Warning,
        "Lines end in CR alone, which the standard allows but many parsers do not handle.",
        [$"Lines that end in CR: {lines.EndInCr}; in LF or CRLF: {lines.EndInLf}.", $"{lines.FirstCr}"],
        "End lines with LF. A parser that takes the CR for the first half of a CRLF dispatches each event only when the next byte arrives, or never.",
        LessonPaths.Format);

    private static Finding CrInData(LineFacts lines) => new(
        "cr-line-ends", lines.CutByCr > 0 ? Severity.Error : Severity.Warning,
        lines.CutByCr > 0
            ? "A CR inside the data ends the line, so the rest of the data is lost."
            : "Some lines end in CR alone, the others in LF.",
        [
            $"Lines that end in CR: {lines.EndInCr}; in LF or CRLF: {lines.EndInLf}.", $"{lines.FirstCr}",
            .. lines.CutByCr > 0 ? [$"Ignored, since it has no field name, at {lines.FirstWithoutName}"] : Array.Empty<string>(),
        ],
        "Split data at CR, LF and CRLF, and write each part as a data line of its own.",
        LessonPaths.Format);

    private static Finding Marks(LineFacts lines) => new(
        "bom", Severity.Error,
        "Lines start with a byte order mark, which becomes part of the field name, so the fields are ignored.",
        [$"{Quantity.Of(lines.MarkedLines, "line")}, the first at {lines.FirstMarked}"],
        "Encode without a byte order mark: in .NET, new UTF8Encoding(false) instead of Encoding.UTF8 for a StreamWriter, and one writer for the whole response.",
        LessonPaths.Format);

    private static Finding LeadingMark() => new(
        "bom", Severity.Note,
        "The stream starts with a byte order mark, which the standard strips but simple parsers do not.",
        ["Byte 0: EF BB BF"],
        "Encode without a byte order mark: in .NET, new UTF8Encoding(false) instead of Encoding.UTF8 for a StreamWriter. A parser that keeps it ignores the first field.",
        LessonPaths.Format);

    private static Finding WithoutName(LineFacts lines, int number) => new(
        "no-field-name", Severity.Error,
        "Some lines do not start with a field name, so clients ignore them.",
        [$"{(number == 1 ? "1 line is" : $"{number} lines are")} ignored, the first at {lines.FirstWithoutName}"],
        "Write \"data: \" before every line of the data. Names are lower case, at the start of the line, and end at the colon.",
        LessonPaths.Format);

    private static Finding Extensions(LineFacts lines) => new(
        "no-field-name", Severity.Note,
        "The stream has fields that the standard does not define, so clients ignore them.",
        [$"Fields: {Words.List(lines.Extensions)}"],
        "Nothing, if they are for clients of your own. If they are lines of data, write \"data: \" before each.",
        LessonPaths.Format);
}
