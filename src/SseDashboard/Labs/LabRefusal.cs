using System.Globalization;
using SseDashboard.Hosting.Requests;

namespace SseDashboard.Labs;

/// <summary>How the labs refuse a request.</summary>
internal static class LabRefusal
{
    /// <summary>When a client that was refused for want of a place may come back: a lesson's stream ends within seconds.</summary>
    public static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    /// <summary>Reads a whole number; returns the refusal if it is none, or out of bounds.</summary>
    /// <param name="field">Its name in the request.</param>
    /// <param name="text">Its text.</param>
    /// <param name="min">The smallest that is accepted.</param>
    /// <param name="max">The largest that is accepted.</param>
    /// <param name="unit">What it counts, in the plural.</param>
    /// <param name="number">The number; 0 if it is refused.</param>
    public static Refusal? OfNumber(string field, string? text, int min, int max, string unit, out int number)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max)
            return null;
        number = 0;
        return Refusal.OfField(field, $"Must be a whole number of {unit}, {min} to {max}, but is '{text}'.");
    }

    /// <summary>A 503 for a lab in which every place is taken, with a <c>Retry-After</c>.</summary>
    /// <param name="reason">The short, fixed name under which it is counted.</param>
    /// <param name="detail">How many places there are, and what to do.</param>
    public static Refusal Full(string reason, string detail) => Refusal.Of(StatusCodes.Status503ServiceUnavailable, reason, detail, TryAgain);
}
