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
        int seconds = Read("seconds", fault.Seconds, bounds.MaxSeconds);
        int silence = Read("silenceSeconds", (int)fault.Ticks.Silence.TotalSeconds, bounds.MaxSilenceSeconds);
        int status = StatusCodes.Status503ServiceUnavailable;
        // The others have no body, or redirect (RFC 9110, section 15).
        if (request.Query.TryGetValue("status", out var code)
            && !(int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is (>= 201 and <= 203) or (>= 400 and <= 599)))
        {
            refusal ??= Refusal.OfField("status", $"Must be a status of a response with a body, 201 to 203 or 400 to 599, but is '{code}'.");
        }

        int total = seconds * (fault.IsFlood ? bounds.FloodRate : TickPlan.PerSecond);
        return refusal is null ? (new(total, TimeSpan.FromSeconds(silence), status, LastOf(request, total)), null) : (null, refusal);

        int Read(string name, int missing, int max)
        {
            if (!request.Query.TryGetValue(name, out var text))
                return missing;
            var wrong = LabRefusal.OfNumber(name, text, 1, max, "seconds", out int value);
            refusal ??= wrong;
            return value;
        }
    }

    // An id that this stream never assigned is from another one, so the client has nothing of this one.
    private static int LastOf(HttpRequest request, int total) =>
        int.TryParse(request.GetLastEventId(), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id <= total ? id : 0;
}
