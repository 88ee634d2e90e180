using Microsoft.Extensions.Options;

namespace SseDashboard.Labs;

/// <summary>How many streams of each fault are open, at most <see cref="FaultOptions.MaxStreams"/>.</summary>
internal sealed class FaultStreams(IOptions<FaultOptions> options)
{
    private readonly TakenPlaces _open = new();

    /// <summary>Counts a stream until the result is disposed; <see langword="null"/> if there are too many.</summary>
    public IDisposable? TryOpen(string fault) => _open.TryTake(fault, options.Value.MaxStreams);

    /// <summary>How many are open.</summary>
    public int Count(string fault) => _open.Count(fault);
}
