using System.Runtime.ExceptionServices;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

// What the host sees when it makes a request that the browser has made: what EventSource and CORS hide from a page.
public sealed partial class InspectSession
{
    // To see why the browser failed, a response's head is enough, and of an error the beginning of its body.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    private Observation? _host;
    private Observation? _preflight;
    private Task _hostReading = Task.CompletedTask;
    private bool _isHostAsked;

    private bool HostReads => !_hostReading.IsCompleted;

    private void ForgetHost() => (_host, _preflight, _hostReading, _isHostAsked) = (null, null, Task.CompletedTask, false);

    private void LetHostRead(ObservedRequest request)
    {
        _isHostAsked = true;
        _host = ObservationOf(HostRequest(request));
        var (host, stop) = (_host, _stop.Token);
        _hostReading = Task.Run(() => RelayAsync(host, stop), CancellationToken.None);
    }

    // Once, and only what has no effect on the server: the preflight that a browser sends, and a GET.
    private void AskHostWhy(ObservationSnapshot failed)
    {
        if (_hostReading.IsFaulted)
            ExceptionDispatchInfo.Throw(_hostReading.Exception.InnerException!);
        // The host does not read on for long without the browser.
        if (HostReads && !IsOpen && _clock.GetUtcNow() - failed.End!.At >= AnswerTime)
            _stop.Cancel();
        if (_isHostAsked || failed.End?.Failure != ObservedFailure.Hidden)
            return;
        _isHostAsked = true;
        var request = HostRequest(failed.Request);
        _preflight = failed.Request.IsCrossOrigin && Preflight.Of(request) is { } preflight ? ObservationOf(preflight) : null;
        _host = request.Method is "GET" or "HEAD" ? ObservationOf(request) : null;
        Observation[] questions = [.. new[] { _preflight, _host }.OfType<Observation>()];
        var stop = _stop.Token;
        _hostReading = Task.Run(() => Task.WhenAll(questions.Select(question => AskAsync(question, stop))), CancellationToken.None);
    }

    // Ends with the head of an event stream.
    private async Task AskAsync(Observation question, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(AnswerTime, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        question.Changed += () =>
        {
            if (question.Snapshot().Head?.IsEventStream == true)
                late.Cancel();
        };
        await RelayAsync(question, either.Token);
    }

    private Task RelayAsync(Observation into, CancellationToken stop)
    {
        var request = into.Request;
        return _relay(new(request.Url, request.Method, request.Headers, request.Body), into, stop);
    }

    private Observation ObservationOf(ObservedRequest request)
    {
        var observation = new Observation(request, _clock.GetUtcNow(), _bounds);
        observation.Changed += _ticker.Touch;
        return observation;
    }

    private static ObservedRequest HostRequest(ObservedRequest request) => new(
        request.Url, request.Method,
        request.IsCrossOrigin ? [.. request.Headers, new("Origin", request.Origin!)] : request.Headers, request.Body);
}
