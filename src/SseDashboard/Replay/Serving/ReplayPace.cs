using System.Globalization;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Replay;

/// <summary>How fast a recording is replayed.</summary>
/// <param name="Speed">Times as fast as it was recorded; infinite for everything at once.</param>
/// <param name="IsStepwise">Whether each chunk waits for a step.</param>
internal readonly record struct ReplayPace(double Speed, bool IsStepwise)
{
    private const double Slowest = 0.01;
    private const double Fastest = 1_000;

    /// <summary>Reads the query: <c>speed</c>, or <c>step=1</c>. Returns the refusal if they are wrong.</summary>
    public static (ReplayPace Pace, Refusal? Refusal) Read(IQueryCollection query)
    {
        string? speed = query["speed"], step = query["step"];
        if (step is not (null or "1"))
            return (default, Refusal.OfField("step", $"Must be 1, for a chunk at each step, but is '{step}'. Leave it out to replay in time."));
        if (step is not null && speed is not null)
            return (default, Refusal.OfField("speed", "Has no meaning with step=1. Leave one of them out."));
        if (speed is null)
            return (new(1, step is not null), null);
        if (speed == "max")
            return (new(double.PositiveInfinity, false), null);
        return double.TryParse(speed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double times) && times is >= Slowest and <= Fastest
            ? (new(times, false), null)
            : (default, Refusal.OfField("speed", $"Must be a number from 0.01 to 1000, times the recorded speed, or max, but is '{speed}'."));
    }

    /// <summary>When something is due that was recorded this long after the start.</summary>
    public TimeSpan Due(TimeSpan recorded) => double.IsInfinity(Speed) || recorded <= TimeSpan.Zero ? TimeSpan.Zero : recorded / Speed;
}
