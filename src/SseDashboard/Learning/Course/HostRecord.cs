using Microsoft.AspNetCore.WebUtilities;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Course;

/// <summary>What the host recorded of the streams of one run: those whose URL carries the run's token.</summary>
internal sealed class HostRecord : IDisposable
{
    private readonly WireWatcher? _watcher;
    private readonly List<WireRecord> _records = [];

    /// <summary>Starts to record, unless there are as many watchers as there may be (<c>Streams:MaxWatchers</c>).</summary>
    /// <param name="taps">The source of the records.</param>
    public HostRecord(WireTaps taps)
    {
        try
        {
            _watcher = taps.Watch();
        }
        catch (InvalidOperationException full)
        {
            Problem = $"The host does not record this run. {full.Message}";
        }
    }

    /// <summary>Why nothing is recorded; <see langword="null"/> if it is.</summary>
    public string? Problem { get; }

    /// <summary>How many requests were refused.</summary>
    public int Refused => _watcher?.Refused ?? 0;

    /// <summary>The same path, with the token that makes the host record the request.</summary>
    public string Watched(string path) => _watcher is null ? path : QueryHelpers.AddQueryString(path, WireTaps.Parameter, _watcher.Token);

    /// <summary>The records so far, in order. A run is short, so all of them are kept.</summary>
    public IReadOnlyList<WireRecord> Read()
    {
        while (_watcher?.Records.TryRead(out var record) == true)
            _records.Add(record);
        return _records;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher?.Dispose();
}
