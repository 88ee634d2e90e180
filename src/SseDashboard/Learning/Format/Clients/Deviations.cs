using System.Text;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Format;

/// <summary>A difference between a client and the standard.</summary>
/// <param name="Place">What differs, such as "Event 2".</param>
/// <param name="Standard">What the standard says; <see langword="null"/> if it has nothing there.</param>
/// <param name="Client">What the client made of it; <see langword="null"/> if it has nothing there.</param>
/// <param name="Why">The known deviation that explains it, or that none is known.</param>
public sealed record Deviation(string Place, string? Standard, string? Client, string Why);

/// <summary>Compares what a client read with the standard, and explains the differences by the deviations that are known.</summary>
internal static class Deviations
{
    private const string Unknown = "No known deviation explains this. It may be a fault of the client, or of the playground.";

    /// <summary>The differences in order; empty if there are none.</summary>
    public static IReadOnlyList<Deviation> Find(FormatClient client, ReadOnlySpan<byte> bytes, StandardReading standard, ClientReading reading)
    {
        if (reading.Problem is not null)
            return [];
        FormatEvent[] expected = [.. standard.Events];
        // What did not cross to the circuit cannot be compared.
        int compared = reading.Left > 0 ? reading.Events.Count : Math.Max(expected.Length, reading.Events.Count);
        var found = new List<Deviation>();
        for (int i = 0; i < compared; i++)
        {
            var (should, did) = (expected.ElementAtOrDefault(i), reading.Events.ElementAtOrDefault(i));
            if (should != did)
                found.Add(new($"Event {i + 1}", Text(should), Text(did), WhyEvent(client, bytes, standard, should, did)));
        }

        if (reading.LastEventId is { } id && id != standard.End.LastEventId)
            found.Add(new("Last event ID at the end", StreamText.Line(standard.End.LastEventId), StreamText.Line(id), WhyId(client, standard)));
        if (client != FormatClient.EventSource && reading.Retry != Finite(standard.End.Retry))
            found.Add(new("Reconnection time", Text(standard.End.Retry), Text(reading.Retry), WhyRetry(client, standard, reading)));
        return found;
    }

    /// <summary>An event in one line.</summary>
    public static string? Text(FormatEvent? e) => e is null
        ? null
        : $"{(e.Type.Length == 0 ? "(empty type)" : StreamText.Line(e.Type))}: \"{StreamText.Line(e.Data)}\", {(e.LastEventId.Length == 0 ? "no id" : $"id {StreamText.Line(e.LastEventId)}")}";

    private static string Text(double? retry) => retry is { } time ? $"{time:0} ms" : "not set";

    private static string WhyEvent(FormatClient client, ReadOnlySpan<byte> bytes, StandardReading standard, FormatEvent? should, FormatEvent? did) => client switch
    {
        FormatClient.EventSource when HasLineEndAfterMark(bytes) =>
            "Chromium 156 skips the line that follows an LF or CR right after the byte order mark.",
        FormatClient.Platform when did is { Type: "" } => ".NET leaves an empty type empty; by the standard it means message.",
        FormatClient.Platform when should is not null && did is not null && should.Type != did.Type
            && standard.Lines.Any(line => line.EndsWithoutEvent) =>
            ".NET carries the type of a block without data over to the next event; by the standard the blank line resets it.",
        _ => Unknown,
    };

    private static string WhyId(FormatClient client, StandardReading standard) => client switch
    {
        FormatClient.Platform when standard.IsCutOff =>
            ".NET changes the last event ID when it reads the line; by the standard it counts from the blank line on, which this block does not have.",
        _ => Unknown,
    };

    private static string WhyRetry(FormatClient client, StandardReading standard, ClientReading reading) => client switch
    {
        FormatClient.Platform when reading.Retry is not null
            && standard.Lines.Any(line => line.Effect == LineEffect.IgnoredRetry && line.Value.Contains('\0')) =>
            ".NET accepts digits that NUL follows; by the standard the whole value must be digits.",
        FormatClient.Platform when standard.End.Retry > TimeSpan.MaxValue.TotalMilliseconds =>
            ".NET cannot represent a time this long.",
        _ => Unknown,
    };

    // JSON has no Infinity.
    private static double? Finite(double? retry) => retry is { } time ? Math.Min(time, double.MaxValue) : null;

    private static bool HasLineEndAfterMark(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        return bytes.StartsWith(mark) && bytes.Length > mark.Length && bytes[mark.Length] is (byte)'\r' or (byte)'\n';
    }
}
