using System.Net.ServerSentEvents;

namespace SseDashboard.Conformance.Tests;

/// <summary>The corpus through .NET's own SseParser, an oracle that shares no code with ours.</summary>
public sealed class PlatformParserTests
{
    private const string EmptyType = "An empty type stays empty instead of becoming \"message\".";
    private const string LeakedType = "The type of a block without data leaks into the next event.";
    private const string EarlyId = "The last event ID changes when the line is read, also in a block that is cut off.";

    // The interval in milliseconds that the parser reports until it reads a retry.
    private const double Unset = -1;

    // Where .NET 10's SseParser deviates from the standard.
    private static readonly Dictionary<string, string> KnownDifferences = new()
    {
        ["field/event-without-colon"] = EmptyType,
        ["event/empty"] = EmptyType,
        ["event/empty-with-space"] = EmptyType,
        ["event/emptied-again"] = EmptyType,
        ["data/buffer-is-reset-after-dispatch"] = LeakedType,
        ["event/reset-without-data"] = LeakedType,
        ["event/reset-without-data-twice"] = LeakedType,
        ["id/without-data-and-with-type"] = LeakedType,
        ["dispatch/event-between-empty-blocks"] = LeakedType,
        ["id/cut-off"] = EarlyId,
        ["id/cut-off-with-data"] = EarlyId,
        ["id/cut-off-at-first"] = EarlyId,
        ["id/reset-cut-off"] = EarlyId,
        ["retry/nul"] = "Digits followed by NUL are taken as a number.",
    };

    [Fact]
    public void PlatformParser_Corpus_DiffersOnlyAsKnown() =>
        Findings.AssertKnown(KnownDifferences, WireCase.All.Select(wire => (
            wire.Name,
            Json.Write(new { wire.Events, wire.LastEventId, Retry = wire.Retry?[^1] ?? Unset }),
            Parse(wire.Bytes))));

    private static string Parse(byte[] bytes)
    {
        var parser = SseParser.Create(new MemoryStream(bytes));
        var events = new List<WireEvent>();
        foreach (var item in parser.Enumerate())
            events.Add(new(item.EventType, item.Data, parser.LastEventId));
        return Json.Write(new { Events = events, parser.LastEventId, Retry = parser.ReconnectionInterval.TotalMilliseconds });
    }
}
