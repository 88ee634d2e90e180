using System.Buffers;
using System.Globalization;
using SseDashboard.Streams;

namespace SseDashboard.Observing;

// What the writer reports.
public sealed partial class Observation
{
    /// <summary>A redirect was followed.</summary>
    /// <exception cref="InvalidOperationException">The observation has ended.</exception>
    public void Redirected(ObservedRedirect redirect) => Write(() => _redirects.Add(redirect));

    /// <summary>The head of the response arrived.</summary>
    /// <exception cref="InvalidOperationException">The observation has ended, or has a head already.</exception>
    public void Answered(ObservedHead head) => Write(() =>
    {
        _head = _head is null ? head : throw new InvalidOperationException("An observation has one response. Report redirects with Redirected.");
        _lines = head.IsJsonLines ? new(_options.MaxBlockBytes, _options.MaxChunksPerBlock) : null;
    });

    /// <summary>
    /// A chunk of the body arrived, after the removal of transfer and content codings. The body of an event stream is split
    /// into blocks, and newline-delimited JSON into lines; of any body the beginning is kept.
    /// </summary>
    /// <returns>Whether to read on; <see langword="false"/> once the stream exceeds a bound, after which bytes are only counted.</returns>
    /// <exception cref="InvalidOperationException">The observation has ended, or has no head yet.</exception>
    public bool Received(ReadOnlySpan<byte> chunk, DateTimeOffset at)
    {
        if (chunk.IsEmpty)
            return _exceeded is null;
        lock (_gate)
        {
            ThrowIfEnded();
            if (_head is null)
                throw new InvalidOperationException("Report the response's head with Answered before its body.");
            Arrived(at, _head.At);
            _counts = _counts with { Bytes = _counts.Bytes + chunk.Length, Chunks = _counts.Chunks + 1 };
            _bodyStart.Write(chunk[..Math.Min(chunk.Length, _options.MaxBodyStartBytes - _bodyStart.WrittenCount)]);
            if (_exceeded is null && _lines is not null)
                ReadLines(_lines, chunk, at);
            else if (_exceeded is null && _head.IsEventStream)
                Read(chunk, at);
            Touch();
        }

        Changed?.Invoke();
        return _exceeded is null;
    }

    /// <summary>An EventSource opened.</summary>
    /// <exception cref="InvalidOperationException">The observation has ended.</exception>
    public void Opened(DateTimeOffset at) => Write(() => _openedAt = at);

    /// <summary>The browser counted the streams that it has open on this origin, this one included.</summary>
    /// <exception cref="InvalidOperationException">The observation has ended.</exception>
    public void Counted(int streamsOnOrigin) => Write(() => _streamsOnOrigin = streamsOnOrigin);

    /// <summary>Events of an EventSource came too fast to be passed on.</summary>
    /// <exception cref="InvalidOperationException">The observation has ended.</exception>
    public void Missed(long events) => Write(() => _counts = _counts with { MissedEvents = _counts.MissedEvents + events });

    /// <summary>An EventSource dispatched an event. Its block has no bytes and no chunks, because the browser does not show them.</summary>
    /// <exception cref="InvalidOperationException">The observation has ended.</exception>
    public void Dispatched(ReceivedEvent received, DateTimeOffset at) => Write(() =>
    {
        Arrived(at, StartedAt);
        Keep(new()
        {
            Offset = 0,
            Bytes = default,
            Outcome = BlockOutcome.Dispatched,
            Event = received,
            LastEventId = received.LastEventId,
            Chunks = [],
            LastArrival = at,
        });
    });

    /// <summary>The connection ended. Nothing can be reported after that.</summary>
    /// <exception cref="InvalidOperationException">The observation has ended already.</exception>
    public void Ended(ObservedEnd end) => Write(() =>
    {
        _end = end;
        if (_lines is null)
            _unfinished ??= _reader.End();
        else if (_exceeded is null && _lines.End(end.Kind == ObservedEndKind.Completed) is { } last)
            EndLines(last);
    });

    private void ReadLines(JsonLines lines, ReadOnlySpan<byte> chunk, DateTimeOffset at)
    {
        if (lines.Read(chunk, at, Keep))
            return;
        _unfinished = lines.Unfinished;
        Exceed("line", _options.MaxBlockBytes);
    }

    private void EndLines(EventBlock last)
    {
        if (last.Outcome == BlockOutcome.Unfinished)
            _unfinished = last;
        else
            Keep(last);
    }

    private void Read(ReadOnlySpan<byte> chunk, DateTimeOffset at)
    {
        try
        {
            while (_reader.TryRead(ref chunk, at, out var block))
                Keep(block);
        }
        catch (EventStreamLimitException exception)
        {
            _unfinished = _reader.End();
            Exceed("block", exception.Bound);
        }
    }

    private void Exceed(string what, int bound)
    {
        _exceeded = string.Create(CultureInfo.InvariantCulture,
            $"A {what} is larger than {bound:N0} bytes ({ObservingOptions.Section}:{nameof(ObservingOptions.MaxBlockBytes)}), so the stream is no longer read.");
        _readTo = _unfinished?.Offset + _unfinished?.Bytes.Length ?? _readTo;
    }

    private void Keep(EventBlock block)
    {
        _blocks.Add(block);
        _readTo = block.Offset + block.Bytes.Length;
        _counts = _counts with
        {
            Blocks = _counts.Blocks + 1,
            Events = _counts.Events + (block.Outcome == BlockOutcome.Dispatched ? 1 : 0),
            Comments = _counts.Comments + (_lines is null ? CommentsIn(block) : 0),
        };
    }

    // Splitting a block into lines allocates, and most blocks have no comment.
    private static int CommentsIn(EventBlock block) => block.Bytes.Span.StartsWith(":"u8) || block.HasByteOrderMark
        || block.Bytes.Span.IndexOf("\n:"u8) >= 0 || block.Bytes.Span.IndexOf("\r:"u8) >= 0
        ? block.Lines().Count(line => line.Effect == LineEffect.Comment)
        : 0;

    private void Arrived(DateTimeOffset at, DateTimeOffset silentSince)
    {
        var silence = new ObservedSilence(_lastArrival ?? silentSince, at);
        if (_longestSilence is not { } longest || silence.Length > longest.Length)
            _longestSilence = silence;
        _firstArrival ??= at;
        _lastArrival = at;
    }

    private void Write(Action change)
    {
        lock (_gate)
        {
            ThrowIfEnded();
            change();
            Touch();
        }

        Changed?.Invoke();
    }

    private void Touch()
    {
        _version++;
        _snapshot = null;
    }

    private void ThrowIfEnded()
    {
        if (_end is not null)
            throw new InvalidOperationException("The observation has ended. Begin another one for each connection.");
    }
}
