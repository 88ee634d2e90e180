using System.Globalization;
using System.Text.Json;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary>Finds the time at which the server made an event: in its id, or in its data.</summary>
internal static class EventTimes
{
    // Names under which servers send it, in lower case and without separators.
    private static readonly HashSet<string> Names = new(
        ["at", "time", "timestamp", "ts", "date", "datetime", "now", "created", "createdat", "sent", "sentat", "servertime"],
        StringComparer.Ordinal);

    // From 2001 to 2286 in milliseconds, and the same in seconds.
    private const long LeastMilliseconds = 1_000_000_000_000;
    private const long MostMilliseconds = 9_999_999_999_999;

    // Of larger data only the id is read.
    private const int LongestData = 64 * 1024;

    /// <summary>The time; <see langword="null"/> if the event has none.</summary>
    public static DateTimeOffset? Of(EventBlock block)
    {
        if (block.Event is not { } received)
            return null;
        return InData(received.Data) ?? InId(received.LastEventId);
    }

    // "1767268800123", or "1767268800123-0" as in Redis.
    private static DateTimeOffset? InId(string id) => OfText(id.Split('-')[0]);

    private static DateTimeOffset? InData(string data)
    {
        if (data.Length is 0 or > LongestData)
            return null;
        return data[0] == '{' ? InJson(data) : OfText(data);
    }

    private static DateTimeOffset? InJson(string data)
    {
        try
        {
            using var json = JsonDocument.Parse(data);
            foreach (var member in json.RootElement.EnumerateObject())
            {
                if (Names.Contains(member.Name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant()) && OfValue(member.Value) is { } time)
                    return time;
            }
        }
        catch (JsonException)
        {
            // Not JSON after all, so there is no time to find.
        }

        return null;
    }

    private static DateTimeOffset? OfValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => OfText(value.GetString()!),
        JsonValueKind.Number when value.TryGetDouble(out double number) => OfNumber(number),
        _ => null,
    };

    private static DateTimeOffset? OfText(string text)
    {
        if (text.Length == 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            return OfNumber(number);
        // ISO 8601 with a time of day: a date alone says nothing about seconds.
        return text.Length >= 19 && char.IsAsciiDigit(text[0]) && text[4] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
    }

    private static DateTimeOffset? OfNumber(double number) => number switch
    {
        >= LeastMilliseconds and <= MostMilliseconds => DateTimeOffset.FromUnixTimeMilliseconds((long)number),
        >= LeastMilliseconds / 1000 and <= MostMilliseconds / 1000 => DateTimeOffset.UnixEpoch.AddSeconds(number),
        _ => null,
    };
}
