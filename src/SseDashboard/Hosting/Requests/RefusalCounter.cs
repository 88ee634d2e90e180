using System.Diagnostics.Metrics;

namespace SseDashboard.Hosting.Requests;

/// <summary>Counts refused requests by reason and status, in the meter <c>SseDashboard</c>.</summary>
internal sealed class RefusalCounter(IMeterFactory meters)
{
    private readonly Counter<long> _refused = meters.Create("SseDashboard").CreateCounter<long>(
        "sse_dashboard.requests.refused", "{request}", "Refused requests, by reason and status code.");

    private long _total;

    /// <summary>The number of requests refused since the host started.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Counts a refusal.</summary>
    public void Count(string reason, int status)
    {
        Interlocked.Increment(ref _total);
        _refused.Add(1, new("reason", reason), new("status", status));
    }
}
