using System.Buffers;
using SseDashboard.Streams;

namespace SseDashboard.Observing;

/// <summary>
/// What one connection to a stream showed: the request, the response's head, the blocks with their bytes and arrivals, the end.
/// One thread at a time writes it; any thread may read it. It is bounded by <see cref="ObservingOptions"/>, and counts what it drops.
/// </summary>
public sealed partial class Observation
{
    private readonly Lock _gate = new();
    private readonly ObservingOptions _options;
    private readonly EventBlockReader _reader;
    private readonly KeptBlocks _blocks;
    private readonly ArrayBufferWriter<byte> _bodyStart = new();
    private readonly List<ObservedRedirect> _redirects = [];
    private ObservedHead? _head;
    private DateTimeOffset? _openedAt;
    private int _streamsOnOrigin = 1;

    // Reads the body instead of the reader, if it is newline-delimited JSON.
    private JsonLines? _lines;
    private ObservedEnd? _end;
    private ObservedCounts _counts;
    private DateTimeOffset? _firstArrival;
    private DateTimeOffset? _lastArrival;
    private ObservedSilence? _longestSilence;
    private string? _exceeded;

    // The offset of the first byte that is not part of a complete block.
    private long _readTo;

    // The rest of the body after the end, or after a bound was exceeded.
    private EventBlock? _unfinished;

    private long _version;
    private ObservationSnapshot? _snapshot;

    /// <summary>Begins an observation.</summary>
    /// <param name="request">What is requested. The last event ID of the stream begins with the request's.</param>
    /// <param name="startedAt">When it is requested.</param>
    /// <param name="options">The bounds.</param>
    public Observation(ObservedRequest request, DateTimeOffset startedAt, ObservingOptions options)
    {
        Request = request;
        StartedAt = startedAt;
        _options = options;
        _reader = new(options.Reader, request.LastEventId);
        _blocks = new(options.MaxBlocks, options.MaxBytes);
    }

    /// <summary>Raised after each change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>What was requested.</summary>
    public ObservedRequest Request { get; }

    /// <summary>When it was requested.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Whether the blocks are the lines of newline-delimited JSON.</summary>
    public bool IsJsonLines => _lines is not null;

    /// <summary>Everything as it is now. Without a change in between, it is the same object.</summary>
    public ObservationSnapshot Snapshot()
    {
        lock (_gate)
        {
            return _snapshot ??= new()
            {
                Version = _version,
                Request = Request,
                StartedAt = StartedAt,
                Redirects = [.. _redirects],
                Head = _head,
                OpenedAt = _openedAt,
                StreamsOnOrigin = _streamsOnOrigin,
                End = _end,
                Blocks = _blocks.From(0, int.MaxValue),
                Unfinished = _unfinished ?? (_lines is null ? _reader.Unfinished : _end is null ? _lines.Unfinished : null),
                BodyStart = _bodyStart.WrittenSpan.ToArray(),
                Counts = _counts with
                {
                    DroppedBlocks = _blocks.Dropped,
                    UnreadBytes = _exceeded is null ? 0 : _counts.Bytes - _readTo,
                },
                FirstArrival = _firstArrival,
                LastArrival = _lastArrival,
                LongestSilence = _longestSilence,
                Exceeded = _exceeded,
            };
        }
    }

    /// <summary>
    /// The complete blocks from a number on, for a reader that already has those before. Blocks are numbered from 0; dropped ones
    /// are left out.
    /// </summary>
    /// <param name="number">The number of the first block wanted.</param>
    /// <param name="atMost">The most blocks to return.</param>
    /// <returns>The blocks, and the number of the first of them.</returns>
    public (long First, IReadOnlyList<EventBlock> Blocks) BlocksFrom(long number, int atMost = int.MaxValue)
    {
        lock (_gate)
        {
            return (Math.Max(number, _blocks.Dropped), _blocks.From(number, atMost));
        }
    }
}
