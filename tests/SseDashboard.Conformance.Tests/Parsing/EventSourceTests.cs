using System.Text;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>The corpus through Chromium's EventSource, which does not expose comments and reconnection times.</summary>
public sealed class EventSourceTests(Bench bench)
{
    // Where Chromium deviates from the standard, and how. Observed in Chromium 156.
    private static readonly Dictionary<string, string> KnownDifferences = new()
    {
        ["utf8/bom-before-lf"] = "An LF right after the byte order mark swallows the line that follows.",
        ["utf8/bom-before-cr"] = "A CR right after the byte order mark swallows the line that follows.",
    };

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    public async Task EventSource_CorpusAtChunkSize_DiffersOnlyAsKnown(int bytesAtOnce)
    {
        var scripts = WireCase.All
            .Select(wire => bench.Server.Add((context, number) => AnswerAsync(context, number, wire.Bytes, bytesAtOnce)))
            .ToList();
        var types = WireCase.All.SelectMany(wire => wire.Events).Select(wire => wire.Type).Distinct();

        var dispatched = await bench.RunAsync<List<List<WireEvent>>>(
            "event-source-harness.js", "watchAll", scripts.Select(script => script.Path), types);

        Findings.AssertKnown(KnownDifferences, WireCase.All.Select((wire, i) => (
            wire.Name,
            Json.Write(new { wire.Events, LastEventId = HeaderOf(wire.LastEventId) }),
            Json.Write(new { Events = dispatched[i], LastEventId = scripts[i].Requests[1].LastEventId ?? "" }))));
    }

    [Theory]
    [InlineData("data: a\n\n")]
    [InlineData("data: a\r\r")]
    [InlineData("data: a\r\n\r\n")]
    public async Task EventSource_StreamStaysOpen_DispatchesAtBlankLine(string stream)
    {
        var script = bench.Server.Add(async (context, _) =>
        {
            await context.StreamAsync(stream);
            await context.UntilAbortedAsync();
        });

        Assert.Equal("a", await bench.RunAsync<string>("event-source-harness.js", "firstEvent", script.Path));
    }

    // Sends the stream, then a short reconnection time, so that the next request reveals the last event ID at once. The line end
    // before it completes at most a field line in a block that is discarded anyway. The second answer stops the EventSource.
    private static async Task AnswerAsync(HttpContext context, int number, byte[] stream, int bytesAtOnce)
    {
        if (number > 0)
        {
            await context.StatusAsync(StatusCodes.Status204NoContent);
            return;
        }

        string lineEnd = stream.Length == 0 || stream[^1] is (byte)'\r' or (byte)'\n' ? "" : "\n";
        byte[] bytes = [.. stream, .. Encoding.UTF8.GetBytes(lineEnd + "retry: 1\n")];
        for (int at = 0; at < bytes.Length; at += Math.Min(bytesAtOnce, bytes.Length))
            await context.StreamAsync(bytes.AsMemory(at, Math.Min(bytesAtOnce, bytes.Length - at)));
    }

    // Leading and trailing spaces are not part of a header value (RFC 9110, section 5.5).
    private static string HeaderOf(string id) => id.Trim(' ', '\t');
}
