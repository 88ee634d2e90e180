using Microsoft.AspNetCore.WebUtilities;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Course;

/// <summary>What the host recorded of the streams of one run: those whose URL carries the run's token.</summary>
/// <param name="taps">The source of the records.</param>
/// <exception cref="InvalidOperationException">There are as many watchers as there may be (<c>Streams:MaxWatchers</c>).</exception>
internal sealed class HostRecord(WireTaps taps) : IDisposable
{
    private readonly WireWatcher _watcher = taps.Watch();
    private readonly List<WireRecord> _records = [];

    /// <summary>How many requests were refused.</summary>
    public int Refused => _watcher.Refused;

    /// <summary>The same path, with the token that makes the host record the request.</summary>
    public string Watched(string path) => QueryHelpers.AddQueryString(path, WireTaps.Parameter, _watcher.Token);

    /// <summary>The records so far, in order. A run is short, so all of them are kept.</summary>
    public IReadOnlyList<WireRecord> Read()
    {
        while (_watcher.Records.TryRead(out var record))
            _records.Add(record);
        return _records;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();
}
