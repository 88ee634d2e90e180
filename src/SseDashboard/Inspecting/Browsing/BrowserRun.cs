using System.Buffers;
using Microsoft.JSInterop;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

/// <summary>
/// Writes what the browser reports into observations: one for fetch, and for an EventSource one for each of its requests. Call it on
/// the circuit's scheduler only.
/// </summary>
/// <param name="first">The observation of the first request.</param>
/// <param name="reconnected">Begins the observation of the next request, which the browser makes by itself.</param>
public sealed class BrowserRun(Observation first, Func<ObservedRequest, DateTimeOffset, Observation> reconnected)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrayBufferWriter<byte> _content = new();
    private Observation _into = first;
    private readonly DateTimeOffset _startedAt = first.StartedAt;
    private long _lastBatch;
    private string _lastEventId = first.Request.LastEventId;

    // Whether the current observation has ended, although the browser goes on.
    private bool _isInterrupted;
    private bool _hasOpened;
    private bool _isStream;
    private long _bytes;

    /// <summary>Completes with the last end, or fails if the browser sent what its script does not send.</summary>
    internal Task Over => _over.Task;

    /// <summary>
    /// Called by the browser with a batch; several may be on their way. Ignores one that it has sent before, as it does when an
    /// answer was lost.
    /// </summary>
    /// <returns>
    /// <see langword="false"/> if a batch before it is missing, because the connection broke between them: the browser then sends
    /// both again.
    /// </returns>
    [JSInvokable]
    public bool OnBatch(long number, BrowserItem[] items, byte[] bytes)
    {
        if (number <= _lastBatch || _over.Task.IsCompleted)
            return true;
        if (number != _lastBatch + 1)
            return false;
        _lastBatch = number;
        try
        {
            BrowserBounds.Check(items, bytes);
            int from = 0;
            foreach (var item in items)
            {
                Take(item, bytes.AsSpan(from, item.Size));
                from += item.Size;
            }
        }
        catch (Exception exception)
        {
            // Thrown to the browser, it would only make it send the batch again.
            _over.TrySetException(exception);
        }

        return true;
    }

    /// <summary>The user stops it.</summary>
    internal void Stop(DateTimeOffset at)
    {
        if (!_over.Task.IsCompleted)
            End(ObservedEndKind.Stopped, null, null, at);
    }

    private void Take(BrowserItem item, ReadOnlySpan<byte> bytes)
    {
        if (_over.Task.IsCompleted)
            return;
        if (_content.WrittenCount + bytes.Length > BrowserBounds.Content)
            throw BrowserBounds.Wrong("an item is too large");
        _content.Write(bytes);
        if (!item.IsWhole)
            return;
        Take(item.Kind, _content.WrittenSpan, _startedAt + TimeSpan.FromMilliseconds(item.At));
        _content.ResetWrittenCount();
    }

    private void Take(string kind, ReadOnlySpan<byte> content, DateTimeOffset at)
    {
        switch (kind)
        {
            case "head":
                var head = HeadOf(BrowserBounds.Read<BrowserHead>(content), at);
                _into.Answered(head);
                _isStream = head.IsEventStream || head.IsJsonLines;
                break;
            case "chunk":
                Read(content, at);
                break;
            case "opened":
                Resume(at);
                _into.Opened(at);
                _hasOpened = true;
                break;
            case "event":
                var (type, id, data) = BrowserBounds.Read<BrowserEvent>(content);
                _lastEventId = id;
                _into.Dispatched(new(type, data, id), at);
                break;
            case "missed":
                _into.Missed(BrowserBounds.Read<long>(content));
                break;
            case "crowded":
                _into.Counted(BrowserBounds.Read<int>(content));
                break;
            case "interrupted":
                Interrupt(at);
                break;
            case "end":
                Resume(at);
                End(BrowserBounds.Read<BrowserEnd>(content), at);
                break;
            default:
                throw BrowserBounds.Wrong("a kind is unknown");
        }
    }

    private void Read(ReadOnlySpan<byte> chunk, DateTimeOffset at)
    {
        _bytes += chunk.Length;
        if (!_into.Received(chunk, at))
            End(ObservedEndKind.Stopped, null, _into.Snapshot().Exceeded, at);
        else if (!_isStream && _bytes >= BrowserBounds.OtherBody)
            End(ObservedEndKind.Stopped, null, BrowserWords.OtherBody, at);
    }

    private void Interrupt(DateTimeOffset at)
    {
        string reason = _isInterrupted ? BrowserWords.NoAnswer : BrowserWords.Interrupted;
        Resume(at);
        _into.Ended(new(ObservedEndKind.Interrupted, null, reason, at));
        _isInterrupted = true;
    }

    // After an interruption, whatever the browser reports belongs to its next request.
    private void Resume(DateTimeOffset at)
    {
        if (!_isInterrupted)
            return;
        _isInterrupted = false;
        _into = reconnected(_into.Request with { Headers = _lastEventId.Length > 0 ? [new("Last-Event-ID", _lastEventId)] : [] }, at);
    }

    private void End(BrowserEnd end, DateTimeOffset at)
    {
        var (kind, failure) = end.How switch
        {
            "completed" => (ObservedEndKind.Completed, (ObservedFailure?)null),
            "left" => (ObservedEndKind.Stopped, null),
            "cut" => (ObservedEndKind.Failed, ObservedFailure.Cut),
            "hidden" => (ObservedEndKind.Failed, ObservedFailure.Hidden),
            "refused" or "policy" => (ObservedEndKind.Failed, ObservedFailure.Forbidden),
            _ => throw BrowserBounds.Wrong("an end is unknown"),
        };
        End(kind, failure, BrowserWords.Of(end, _into.Request.Way, _hasOpened), at);
    }

    private void End(ObservedEndKind kind, ObservedFailure? failure, string? reason, DateTimeOffset at)
    {
        if (!_isInterrupted)
            _into.Ended(new(kind, failure, reason, at));
        _over.TrySetResult();
    }

    private static ObservedHead HeadOf(BrowserHead head, DateTimeOffset at) =>
        Uri.TryCreate(head.Url, UriKind.Absolute, out var url) && head.Headers.All(pair => pair is [not null, not null])
            ? new(head.Status, head.Protocol, url, [.. head.Headers.Select(pair => new ObservedHeader(pair[0], pair[1]))], at)
            : throw BrowserBounds.Wrong("a head is not valid");
}
