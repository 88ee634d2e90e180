using SseDashboard.Display;

namespace SseDashboard.Feed.Log;

/// <summary>Says what became of an export.</summary>
public static class ExportWords
{
    /// <summary>One or two sentences, and whether the export worked.</summary>
    /// <param name="exported">What the page reports.</param>
    /// <param name="format">The format.</param>
    public static (string Text, bool Worked) Of(Exported exported, string format)
    {
        string gone = exported.Gone == 0 ? "" : $" {Quantity.Of(exported.Gone, "row was", "rows were")} dropped by the page before they could be written.";
        return exported switch
        {
            { Problem: "tooLong" } => ("This is too much for the clipboard. Save it to a file instead, or filter the rows.", false),
            { Problem: "insecure" } => ("Nothing was copied: browsers allow it only over HTTPS and on localhost. Save a file instead.", false),
            { Problem: "refused" } => ("The browser did not allow copying. Click the page and try again, or save a file instead.", false),
            { Problem: { } problem } => ($"Nothing was copied. The browser says: {ForeignText.Isolated(problem)}", false),
            { Rows: 0 } => ($"There is nothing to export: {(format == LogExport.Stream ? "a .sse file holds only events, and there are none." : "there are no rows.")}{gone}", false),
            { Name: { } name } => ($"Saved {Things(exported.Rows, format)} as {name}, {Quantity.Bytes(exported.Bytes)}.{gone}{Guard(format)}", true),
            _ => ($"Copied {(format == LogExport.Data ? "the data" : Things(exported.Rows, format))}, {Quantity.Bytes(exported.Bytes)}.{gone}{Guard(format)}", true),
        };
    }

    private static string Things(long rows, string format) => format == LogExport.Stream ? Quantity.Of(rows, "event") : Quantity.Of(rows, "row");

    private static string Guard(string format) =>
        format == LogExport.Csv ? " Text that a spreadsheet would run as a formula begins with an apostrophe." : "";
}
