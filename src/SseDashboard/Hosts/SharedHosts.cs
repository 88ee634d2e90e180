using Microsoft.Extensions.Options;

namespace SseDashboard.Hosts;

/// <summary>
/// The hosts on the same Redis, as all pages of this host show them. <see cref="HostReporter"/> renews it; reading it costs no
/// round trip. Without Redis nothing renews it, and there are no hosts to show.
/// </summary>
internal sealed class SharedHosts(TimeProvider clock, IOptions<HostsOptions> options)
{
    private readonly Lock _lock = new();
    private HostsNow? _newest;
    private long _answeredAt;

    /// <summary>Identifies this host among those on the same Redis.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The hosts now; <see langword="null"/> if this host does not use Redis.</summary>
    public HostsNow? Look()
    {
        lock (_lock)
        {
            if (_newest is null)
                return null;
            var since = clock.GetElapsedTime(_answeredAt);
            return _newest with
            {
                All = [.. _newest.All.Select(host => Age(host, host.Silence + since)).Where(host => host.Silence < options.Value.ForgetAfter)],
            };
        }
    }

    /// <summary>Notes that this host uses Redis; it has not answered yet.</summary>
    public void Begin() => Answer(new([], null, false));

    /// <summary>Replaces what is known.</summary>
    public void Answer(HostsNow hosts)
    {
        lock (_lock)
            (_newest, _answeredAt) = (hosts, clock.GetTimestamp());
    }

    /// <summary>Notes why Redis did not answer. What is known stays until it is too old.</summary>
    public void Fail(string trouble)
    {
        lock (_lock)
            _newest = _newest! with { Trouble = trouble };
    }

    // Of two intervals, one is for the way to Redis and back.
    private KnownHost Age(KnownHost host, TimeSpan silence) =>
        host with { Silence = silence, IsLate = silence >= 2 * options.Value.ReportInterval };
}
