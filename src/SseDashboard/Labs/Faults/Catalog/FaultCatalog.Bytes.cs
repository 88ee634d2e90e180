namespace SseDashboard.Labs;

/// <summary>Faults of the bytes on the wire.</summary>
internal static partial class FaultCatalog
{
    private static IReadOnlyList<Fault> Bytes =>
    [
        new("cr-line-ends",
            "All lines end with CR alone.",
            "The standard allows it, but many parsers wait for a line feed: they dispatch each event late, or none at all.")
        {
            CurlOptions = "-sN --output -",
            ChangeBody = (_, _) => RewritingBody.OfText(text => text.Replace('\n', '\r')),
        },
        new("bom",
            "A byte order mark comes before every event, because each is written by an encoder of its own.",
            "Clients drop the first one only. From the second event on the mark is part of the field name: the id is ignored, and resuming starts too early.")
        {
            ChangeBody = (_, _) => RewritingBody.OfText(text => string.Concat(
                text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(block => $"\uFEFF{block}\n\n"))),
        },
        new("split-utf8",
            "Each event is flushed in the middle of a character. That is allowed: a chunk may end anywhere.",
            "A client that decodes each chunk by itself shows \uFFFD instead of the degree sign.")
        {
            ChangeBody = (context, _) => new SplittingBody(context.RequestServices.GetRequiredService<TimeProvider>()),
        },
        new("invalid-utf8",
            "The text is encoded in Latin-1, but an event stream is always UTF-8.",
            "Clients show \uFFFD instead of the degree sign.")
        {
            CurlOptions = "-sN --output -",
            ChangeBody = (_, _) => RewritingBody.InLatin1(),
        },
        new("unfinished-block",
            "The blank line after the last event is missing.",
            "The last event, the end mark, is never dispatched: at the end of the response, an unfinished block is discarded.")
        {
            ChangeBody = (_, _) => RewritingBody.OfText(text => text.Replace($"{TickPlan.EndMark}\n\n", $"{TickPlan.EndMark}\n", StringComparison.Ordinal)),
        },
        new("no-field-name",
            "The data of the ticks has no \"data:\" in front.",
            "No tick is dispatched: without data, a block is no event.")
        {
            ChangeBody = (_, _) => RewritingBody.OfText(text => text.Replace("data: {", "{", StringComparison.Ordinal)),
        },
    ];
}
