using SseDashboard.Streams;

namespace SseDashboard.Exchange;

/// <summary>The server's half of one connection, as far as it was recorded.</summary>
/// <param name="number">The watcher's connection, from 1.</param>
public sealed class WireSide(int number)
{
    private bool _knowsLastEventId;
    private string? _lastEventId;

    /// <summary>The watcher's number of it, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>The request.</summary>
    public WireRequest? Request { get; private set; }

    /// <summary>The response's status and headers.</summary>
    public WireResponse? Response { get; private set; }

    /// <summary>Why there was no stream, if it was refused.</summary>
    public WireRefusal? Refusal { get; private set; }

    /// <summary>Why the stream ended, once it has.</summary>
    public WireEnd? End { get; private set; }

    /// <summary>Whether nothing more will come from the server.</summary>
    public bool HasEnded => End is not null || Refusal is not null;

    /// <summary>Whether it went on where the one before left off.</summary>
    public ResumeCheck Resume { get; } = new();

    internal List<FrameStep> Frames { get; } = [];

    /// <summary>The first frame whose fate may still change.</summary>
    internal int Next { get; set; }

    /// <summary>Takes what is not a frame.</summary>
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
        var reading = FrameReading.Of(frame.Frame.Bytes.Span);
        if (reading.Id is not null && reading.IsComplete)
            (_knowsLastEventId, _lastEventId) = (true, reading.Id);
        var step = new FrameStep(number, frame, reading, _knowsLastEventId ? _lastEventId : null, verdict(reading));
        Frames.Add(step);
        Resume.Take(frame, reading);
        return step;
    }

    /// <summary>Records were missed here: an id may have been among them.</summary>
    internal void Miss() => _knowsLastEventId = false;
}
