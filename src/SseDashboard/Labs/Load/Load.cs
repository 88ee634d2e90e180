using SseDashboard.Hosting.Requests;

namespace SseDashboard.Labs;

/// <summary>What a load writes: events at a constant rate, or a burst of them at once.</summary>
/// <param name="Size">The size of an event on the wire, in bytes.</param>
/// <param name="Events">The number of events.</param>
/// <param name="Rate">Events per second; <see langword="null"/> for a burst.</param>
internal sealed record Load(int Size, long Events, int? Rate)
{
    /// <summary>The smallest event, in bytes: its fields with numbers of up to 16 digits (<see cref="LoadSource"/>).</summary>
    public const int MinSize = 100;

    private const int DefaultRate = 1_000;
    private const int DefaultSeconds = 10;

    /// <summary>How many events must have been written after this time.</summary>
    public long DueAfter(TimeSpan time) =>
        Rate is { } rate ? Math.Min(Events, (long)((Int128)time.Ticks * rate / TimeSpan.TicksPerSecond)) : Events;

    /// <summary>Reads <c>rate</c>, <c>size</c> and <c>seconds</c>, or <c>burst</c> and <c>size</c>. Exactly one of the two results is not <see langword="null"/>.</summary>
    public static (Load? Load, Refusal? Refusal) FromQuery(IQueryCollection query, LoadOptions bounds)
    {
        Refusal? refusal = null;
        int size = Read("size", MinSize, MinSize, bounds.MaxSize, "bytes");
        if (!query.ContainsKey("burst"))
        {
            int rate = Read("rate", DefaultRate, 1, bounds.MaxRate, "events per second");
            int seconds = Read("seconds", DefaultSeconds, 1, bounds.MaxSeconds, "seconds");
            CheckBytes("rate", rate, "bytes per second");
            return refusal is null ? (new(size, (long)rate * seconds, rate), null) : (null, refusal);
        }

        int burst = Read("burst", 1, 1, bounds.MaxBurst, "events");
        CheckBytes("burst", burst, "bytes at once");
        if (query.ContainsKey("rate") || query.ContainsKey("seconds"))
            refusal ??= Refusal.OfField("burst", "A burst writes all its events at once, so it has no rate and no seconds. Send either burst, or rate and seconds.");
        return refusal is null ? (new(size, burst, null), null) : (null, refusal);

        int Read(string name, int missing, int min, int max, string unit)
        {
            if (!query.TryGetValue(name, out var text))
                return missing;
            if (LabRefusal.OfNumber(name, text, min, max, unit, out int value) is not { } wrong)
                return value;
            refusal ??= wrong;
            return missing;
        }

        void CheckBytes(string name, int events, string unit)
        {
            long bytes = (long)events * size;
            if (bytes > bounds.MaxBytesPerSecond)
            {
                refusal ??= Refusal.OfField(
                    name, $"{events} events of {size} bytes are {bytes} {unit}, but at most {bounds.MaxBytesPerSecond} are allowed (LoadLab:MaxBytesPerSecond). Lower {name} or size.");
            }
        }
    }
}
