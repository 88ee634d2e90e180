using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace SseDashboard.Labs;

/// <summary>The canned answers that are being sent.</summary>
internal sealed class AssembleStreams(IOptions<AssembleOptions> bounds, TimeProvider clock)
{
    private readonly TakenPlaces _open = new();

    /// <summary>Counts a stream until the result is disposed; <see langword="null"/> if there are too many.</summary>
    public IDisposable? TryOpen(string format) => _open.TryTake(format, bounds.Value.MaxStreams);

    /// <summary>The events of an answer, each at its time.</summary>
    /// <param name="format">The format.</param>
    /// <param name="broken">What is wrong with the answer.</param>
    /// <param name="cut">Breaks the connection.</param>
    /// <param name="left">Signalled when the client has left.</param>
    public async IAsyncEnumerable<CannedEvent> EventsAsync(
        CannedFormat format, CannedFault broken, Action cut, [EnumeratorCancellation] CancellationToken left = default)
    {
        long start = clock.GetTimestamp();
        var interval = TimeSpan.FromSeconds(1.0 / bounds.Value.FragmentsPerSecond);
        var due = TimeSpan.Zero;
        foreach (var one in format.Answer(clock.GetUtcNow()).Events(broken))
        {
            await UntilAsync(start, due, left);
            due += interval;
            yield return one;
        }

        if (broken != CannedFault.Cut)
            yield break;
        await UntilAsync(start, due, left);
        cut();
    }

    private Task UntilAsync(long start, TimeSpan due, CancellationToken left)
    {
        var wait = due - clock.GetElapsedTime(start);
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, left) : Task.CompletedTask;
    }
}
