using Microsoft.AspNetCore.WebUtilities;
using SseDashboard.Observing;

namespace SseDashboard.Relay;

/// <summary>
/// Reads a response's body into an observation, one chunk at a time: while the observation is busy nothing is read, and the server
/// has to wait.
/// </summary>
internal sealed class BodyReader(RelayOptions options, TimeProvider clock)
{
    // The largest chunk. TCP delivers less at a time, unless the reader falls behind.
    private const int ChunkBytes = 65_536;

    /// <summary>Reads until the body ends or reaches a bound.</summary>
    /// <returns>How it ended, and why.</returns>
    /// <exception cref="RelayException">The connection broke, or the body is malformed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<(ObservedEndKind Kind, string? Reason)> ReadAsync(
        HttpResponseMessage response, ObservedHead head, Observation into, CancellationToken cancellationToken)
    {
        string? notAStream = NotAStream(head);
        var (most, bound) = notAStream is null ? (options.MaxBytes, nameof(options.MaxBytes)) : (options.MaxOtherBytes, nameof(options.MaxOtherBytes));
        using var late = new CancellationTokenSource(notAStream is null ? Timeout.InfiniteTimeSpan : options.MaxOtherDuration, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await using var wire = new WireBody(await response.Content.ReadAsStreamAsync(cancellationToken), most);
        await using var body = wire.Decoded(string.Join(',',
            head.Headers.Where(header => header.Name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)));

        byte[] buffer = new byte[ChunkBytes];
        long total = 0;
        while (true)
        {
            int read;
            try
            {
                read = await body.ReadAsync(buffer, either.Token);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                if (late.IsCancellationRequested)
                    return Stopped($"The relay read its body for {options.MaxOtherDuration.TotalSeconds:0} s (Relay:{nameof(options.MaxOtherDuration)}).");
                if (wire.IsCutOff)
                    return Full();
                throw RelayErrors.OfBody(exception, total);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The cancellation closed the connection, which may surface first.
                throw new OperationCanceledException(cancellationToken);
            }

            if (read == 0)
                return wire.IsCutOff ? Full() : (ObservedEndKind.Completed, notAStream);
            int kept = (int)Math.Min(read, most - total);
            bool goesOn = into.Received(buffer.AsSpan(0, kept), clock.GetUtcNow());
            total += kept;
            if (!goesOn)
                return Stopped(into.Snapshot().Exceeded!);
            if (kept < read)
                return Full();
        }

        (ObservedEndKind, string) Stopped(string why) => (ObservedEndKind.Stopped, notAStream is null ? why : $"{notAStream} {why}");

        (ObservedEndKind, string) Full() => Stopped($"The relay read the first {most:N0} bytes of its body (Relay:{bound}).");
    }

    // Why a client may not read the response as an event stream. Newline-delimited JSON is a stream too, and read as long as one.
    private static string? NotAStream(ObservedHead head) => head switch
    {
        { IsEventStream: true } or { IsJsonLines: true } => null,
        { Status: not StatusCodes.Status200OK } => $"The server answered {head.Status} {ReasonPhrases.GetReasonPhrase(head.Status)}".TrimEnd() + ", not 200 OK.",
        { MediaType: null } => "The response has no content type; an event stream needs text/event-stream.",
        _ => $"The content type of the response is {head.MediaType}, not text/event-stream.",
    };
}
