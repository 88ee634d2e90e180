using SseDashboard.Labs;

namespace SseDashboard.Learning.Lessons;

/// <summary>The ticker of a page: a new one for each run, and only one at a time.</summary>
/// <param name="tickers">The tickers of the host.</param>
public sealed class TickRun(Tickers tickers) : IDisposable
{
    /// <summary>Raised when the ticker received a request, ended a stream or wrote <c>final</c>; on any thread.</summary>
    public event Action? Changed;

    /// <summary>The ticker; <see langword="null"/> if the host has as many as it keeps.</summary>
    public Ticker? Ticker { get; private set; }

    /// <summary>Its path on the host, without a slash at the start.</summary>
    public string Path => $"labs/ticks/{Ticker?.Token}";

    /// <summary>Begins a run: forgets the last one, and adds a ticker.</summary>
    /// <param name="script">What it writes.</param>
    public void Renew(TickScript script)
    {
        Dispose();
        Ticker = tickers.Add(script);
        if (Ticker is not null)
            Ticker.Changed += Announce;
    }

    /// <summary>Removes the ticker from the host.</summary>
    public void Dispose()
    {
        if (Ticker is null)
            return;
        Ticker.Changed -= Announce;
        Ticker.Dispose();
        Ticker = null;
    }

    private void Announce() => Changed?.Invoke();
}
