using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SseDashboard.Observing;

namespace SseDashboard.Inspecting;

// What is wrong with the stream: looked at once a second at most, and at the end, on another thread than the circuit's.
public sealed partial class InspectSession
{
    // How many connections are diagnosed together, and how much older ones may hold: a loop of reconnects shows in a few, and
    // small ones.
    private const int MostDiagnosed = 10;
    private const long MostOlderBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan BetweenDiagnoses = TimeSpan.FromSeconds(1);

    // A full ring takes 0.2 to 0.4 s to look through: once a second, that would keep a third of a processor from the circuits.
    private const int ShareOfProcessor = 10;

    private readonly List<Observation> _observations = [];
    private Task<(DiagnosisResult Result, TimeSpan Took)>? _diagnosing;
    private TimeSpan _pause = BetweenDiagnoses;
    private DateTimeOffset _diagnosed;
    private long _diagnosedVersion = -1;
    private long _diagnosingVersion;

    /// <summary>The time from the beginning of a diagnosis that took this long to the next one.</summary>
    internal static TimeSpan PauseAfter(TimeSpan took) => took * ShareOfProcessor > BetweenDiagnoses ? took * ShareOfProcessor : BetweenDiagnoses;

    private void Remember(Observation observation)
    {
        _observations.Add(observation);
        long older = 0;
        for (int i = _observations.Count - 2; i >= 0; i--)
        {
            older += _observations[i].Snapshot().Counts.Bytes;
            if (older <= MostOlderBytes && _observations.Count - i <= MostDiagnosed)
                continue;
            _observations.RemoveRange(0, i + 1);
            break;
        }

        (_diagnosing, _diagnosed, _diagnosedVersion) = (null, default, -1);
    }

    // Returns whether the findings are those of this snapshot.
    private bool Diagnose(ObservationSnapshot snapshot, DateTimeOffset now)
    {
        if (_diagnosing is { IsCompleted: true } done)
        {
            if (done.IsFaulted)
                ExceptionDispatchInfo.Throw(done.Exception.InnerException!);
            ((Findings, var took), _diagnosing, _diagnosedVersion) = (done.Result, null, _diagnosingVersion);
            _pause = PauseAfter(took);
        }

        // What the host has read counts as well.
        long version = snapshot.Version + (_host?.Snapshot().Version ?? 0) + (_preflight?.Snapshot().Version ?? 0) + Probes.Version;
        bool isDue = IsOpen || HostReads || Probes.IsRunning ? now - _diagnosed >= _pause : _diagnosedVersion != version;
        if (_diagnosing is null && isDue)
        {
            (_diagnosed, _diagnosingVersion) = (now, version);
            // In the order of the requests.
            Observation[] session = [.. _observations.Concat(_host is { } host ? [host] : []).OrderBy(observation => observation.StartedAt)];
            var request = snapshot.Request;
            var context = new DiagnosisContext(now)
            {
                // A page's origin, as a browser would send it.
                Origin = request.Origin ?? request.Headers.Find("Origin"),
                IsInBrowser = request.Way != ObservedWay.Host,
                WithCredentials = request.Origin is not null && request.Cookies == ObservedCookies.Include,
                Listeners = request.Listeners,
                Preflight = _preflight?.Snapshot(),
                Probes = [.. Probes.Asked],
            };
            _diagnosing = Task.Run(() =>
            {
                // The time of the processor, which the clock of the session does not measure.
                long began = Stopwatch.GetTimestamp();
                return (Diagnosis.Of(session, context), Stopwatch.GetElapsedTime(began));
            });
        }

        return _diagnosing is null && _diagnosedVersion == version;
    }
}
