using SseDashboard.Display;
using SseDashboard.Observing;
using SseDashboard.Replay;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>Makes recordings of what was observed.</summary>
internal static class Recorder
{
    /// <summary>
    /// The recording of a connection as far as it is kept. It may still be open. What is missing from it is in its
    /// <see cref="RecordingHead.Note"/>.
    /// </summary>
    public static Recording Of(ObservationSnapshot observed)
    {
        var begin = observed.Head?.At ?? observed.StartedAt;
        var (chunks, notes) = observed.Request.Way == ObservedWay.EventSource ? OfEvents(observed.Blocks, begin) : OfBody(observed, begin);
        var head = new RecordingHead(observed.Head?.Status ?? StatusCodes.Status200OK, observed.Head is { } response ? response.Headers.Find("Content-Type") : "text/event-stream")
        {
            Method = observed.Request.Method,
            Url = Secrets.Mask(observed.Request.Url.ToString()),
            At = begin,
            Note = notes.Count > 0 ? string.Join(' ', notes) : null,
        };
        return new(head, chunks, EndOf(observed.End, begin, chunks));
    }

    // Stopped by the observer, the stream has no end of its own.
    private static RecordedEnd? EndOf(ObservedEnd? end, DateTimeOffset begin, List<RecordedChunk> chunks) => end switch
    {
        { Kind: ObservedEndKind.Completed } => new(Later(end.At - begin, chunks), IsCut: false),
        { Failure: ObservedFailure.Cut } => new(Later(end.At - begin, chunks), IsCut: true),
        _ => null,
    };

    private static TimeSpan Later(TimeSpan at, List<RecordedChunk> chunks) => at > LastOf(chunks) ? at : LastOf(chunks);

    private static TimeSpan LastOf(List<RecordedChunk> chunks) => chunks.Count > 0 ? chunks[^1].At : TimeSpan.Zero;

    // An EventSource shows events only.
    private static (List<RecordedChunk> Chunks, List<string> Notes) OfEvents(IReadOnlyList<EventBlock> blocks, DateTimeOffset begin)
    {
        var chunks = new List<RecordedChunk>();
        string lastEventId = "";
        foreach (var block in blocks)
        {
            if (block.Event is not { } received)
                continue;
            var frame = EventFrame.Of(new()
            {
                Id = received.LastEventId == lastEventId ? null : received.LastEventId,
                Type = received.Type == "message" ? null : received.Type,
                Data = received.Data,
            });
            lastEventId = received.LastEventId;
            chunks.Add(new(Later(block.LastArrival - begin, chunks), frame.Bytes));
        }

        return (chunks, ["Recorded by an EventSource, which shows events only: the bytes are written anew."]);
    }

    private static (List<RecordedChunk> Chunks, List<string> Notes) OfBody(ObservationSnapshot observed, DateTimeOffset begin)
    {
        var body = observed.Head is { IsEventStream: false, IsJsonLines: false } ? ObservedBody.OfBeginning(observed) : ObservedBody.OfBlocks(observed);
        var notes = new List<string>();
        if (body.Start > 0)
            notes.Add($"The first {Quantity.Of(body.Start, "byte")} were no longer kept.");
        if (observed.Counts.Bytes > body.Start + body.Length)
            notes.Add($"The last {Quantity.Of(observed.Counts.Bytes - body.Start - body.Length, "byte")} were not kept. {observed.Exceeded}".TrimEnd());
        if (body.HasMergedChunks)
            notes.Add("Blocks of very many chunks have the last of them merged.");

        var chunks = new List<RecordedChunk>();
        foreach (var (at, bytes) in body.Chunks())
            chunks.Add(new(Later(at - begin, chunks), bytes));
        return (chunks, notes);
    }
}
