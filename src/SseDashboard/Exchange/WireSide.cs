using SseDashboard.Display;
using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>The server's half of a connection, built from the wire records.</summary>
/// <param name="number">The connection's number in the watcher, from 1.</param>
public sealed class WireSide(int number)
{
    private bool _knowsLastEventId;
    private string? _lastEventId;

    /// <summary>The connection's number in the watcher, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>The request.</summary>
    public WireRequest? Request { get; private set; }

    /// <summary>The response's status and headers.</summary>
    public WireResponse? Response { get; private set; }

    /// <summary>The refusal, if the server refused the request.</summary>
    public WireRefusal? Refusal { get; private set; }

    /// <summary>Why the stream ended, once it has.</summary>
    public WireEnd? End { get; private set; }

    /// <summary>Whether the server's side is finished.</summary>
    public bool HasEnded => End is not null || Refusal is not null;

    /// <summary>Whether it resumed where the previous connection left off.</summary>
    public ResumeCheck Resume { get; } = new();

    internal List<FrameStep> Frames { get; } = [];

    /// <summary>The index of the first frame whose verdict may still change.</summary>
    internal int Next { get; set; }

    /// <summary>Adds a record other than a frame.</summary>
    internal void Take(WireRecord record)
    {
        switch (record)
        {
            case WireRequest request:
                Request = request;
                _knowsLastEventId = true;
                _lastEventId = request.LastEventId ?? "";
                Resume.Start(request.LastEventId);
                break;
            case WireResponse response:
                Response = response;
                Resume.Opened(response.Backlog);
                break;
            case WireRefusal refusal:
                Refusal = refusal;
                break;
            case WireEnd end:
                End = end;
                break;
        }
    }

    internal FrameStep Add(long number, WireFrame frame, Func<FrameReading, Verdict> verdict)
    {
        var reading = Read(frame);
        var step = new FrameStep(number, frame, reading, _knowsLastEventId ? _lastEventId : null, verdict(reading));
        Frames.Add(step);
        return step;
    }

    /// <summary>
    /// Adds a frame that came too fast, of which only the counts are kept. A burst ends with the next frame that is kept, or when
    /// all its frames are matched. Returns whether this frame began one.
    /// </summary>
    internal bool AddToBurst(Func<long> number, WireFrame frame, Func<FrameReading, Verdict> verdict)
    {
        bool begins = Frames is not [.., { Burst: not null, Verdict: Verdict.NotYetKnown }];
        if (begins)
            Frames.Add(new(number(), new FrameBurst(UnixTime.Of(frame.At))));
        Frames[^1].Burst!.Add(frame, verdict(Read(frame)) == Verdict.NotYetKnown);
        return begins;
    }

    private FrameReading Read(WireFrame frame)
    {
        var reading = FrameReading.Of(frame.Frame.Bytes.Span);
        if (reading.Id is not null && reading.IsComplete)
            (_knowsLastEventId, _lastEventId) = (true, reading.Id);
        Resume.Take(frame, reading);
        return reading;
    }

    /// <summary>Drops the oldest frames, at most that many; returns how many, and their size in memory.</summary>
    internal int Drop(int most, out long bytes)
    {
        int count = Math.Min(most, Frames.Count);
        bytes = Frames.Take(count).Sum(step => step.Size);
        Frames.RemoveRange(0, count);
        Next = Math.Max(0, Next - count);
        return count;
    }

    /// <summary>Notes that records were missed at this point: one of them may have set an id.</summary>
    internal void Miss()
    {
        _knowsLastEventId = false;
        HasMissed = true;
    }

    /// <summary>Whether records were missed since the last match: counts of frames are then too low.</summary>
    internal bool HasMissed { get; set; }
}
