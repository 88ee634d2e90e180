using System.Text;
using Microsoft.AspNetCore.Http;

namespace SseDashboard.Conformance.Tests;

/// <summary>The corpus through Chromium's own EventSource. Comments and reconnection times cannot be seen there.</summary>
public sealed class EventSourceTests(Bench bench)
{
    // Where Chromium deviates from the standard, and what it does instead. Seen in Chromium 156.
    private static readonly Dictionary<string, string> KnownDifferences = new()
    {
        ["utf8/bom-before-lf"] = "An LF right after the byte order mark swallows the line that follows.",
        ["utf8/bom-before-cr"] = "A CR right after the byte order mark swallows the line that follows.",
    };

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    public async Task EventSource_CorpusInWritesOfSoManyBytes_DiffersOnlyWhereItIsKnownTo(int bytesAtOnce)
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
    public async Task EventSource_StreamStaysOpen_DispatchesAtTheBlankLine(string stream)
    {
        var script = bench.Server.Add(async (context, _) =>
        {
            await context.StreamAsync(stream);
            await context.UntilAbortedAsync();
        });

        Assert.Equal("a", await bench.RunAsync<string>("event-source-harness.js", "firstEvent", script.Path));
    }

    // The stream, then a short reconnection time, so that the next request tells the last event ID at once. The line end before
    // it completes at most a field line of a block that is cut off anyway. The second answer stops the EventSource.
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

    // Spaces at the ends of a header's value are not part of it (RFC 9110, section 5.5).
    private static string HeaderOf(string id) => id.Trim(' ', '\t');
}
