using System.Globalization;
using SseDashboard.Hosting.Requests;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>What a client asks of a faulty stream.</summary>
/// <param name="Total">How many events there are.</param>
/// <param name="Silence">The silence in each connection, if the fault has one.</param>
/// <param name="Status">The status code, if the fault is the status.</param>
/// <param name="Last">The number of the last event that the client has; 0 for none.</param>
internal sealed record FaultRequest(int Total, TimeSpan Silence, int Status, int Last)
{
    /// <summary>Reads the query and the last event ID. Exactly one of the two results is not <see langword="null"/>.</summary>
    public static (FaultRequest? Asked, Refusal? Refusal) Read(HttpRequest request, Fault fault, FaultOptions bounds)
    {
        Refusal? refusal = null;
        int seconds = Read("seconds", fault.Seconds, 1, bounds.MaxSeconds, "number of seconds");
        int silence = Read("silenceSeconds", (int)fault.Ticks.Silence.TotalSeconds, 1, bounds.MaxSilenceSeconds, "number of seconds");
        int status = Read("status", StatusCodes.Status503ServiceUnavailable, 201, 599, "status code");
        // The others have no body, or redirect (RFC 9110, section 15).
        if (status is > 203 and < 400)
            refusal ??= Refusal.OfField("status", $"Must be a status of a response with a body, 201 to 203 or 400 to 599, but is '{status}'.");
        int total = seconds * (fault.IsFlood ? bounds.FloodRate : TickPlan.PerSecond);
        return refusal is null ? (new(total, TimeSpan.FromSeconds(silence), status, LastOf(request, total)), null) : (null, refusal);

        int Read(string name, int missing, int min, int max, string what)
        {
            if (!request.Query.TryGetValue(name, out var text))
                return missing;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max)
                return value;
            refusal ??= Refusal.OfField(name, $"Must be a whole {what}, {min} to {max}, but is '{text}'.");
            return missing;
        }
    }

    // An id that this stream never assigned is from another one, so the client has nothing of this one.
    private static int LastOf(HttpRequest request, int total) =>
        int.TryParse(request.GetLastEventId(), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id <= total ? id : 0;
}
