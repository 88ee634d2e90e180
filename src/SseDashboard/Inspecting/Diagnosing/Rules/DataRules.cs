using System.Text;
using System.Text.Json;
using SseDashboard.Streams;

namespace SseDashboard.Inspecting;

/// <summary><c>several-jsons</c> and <c>error-event</c>: what the data says.</summary>
internal static class DataRules
{
    // What costs too long to parse is not looked at.
    private const int Longest = 1024 * 1024;

    public static IEnumerable<Finding> Of(Examination connection)
    {
        if (connection.Events.FirstOrDefault(block => HasSeveralJsons(block.Event!.Value.Data)) is { } several)
            yield return SeveralJsons(connection, several);
        if (connection.Events.FirstOrDefault(IsError) is { } error)
            yield return Error(connection, error);
    }

    private static bool HasSeveralJsons(string data)
    {
        if (data.Length is 0 or > Longest || data.AsSpan().TrimStart() is not ['{' or '[', ..])
            return false;
        int documents = 0;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(data), new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                if (reader is { CurrentDepth: 0, TokenType: JsonTokenType.EndObject or JsonTokenType.EndArray })
                    documents++;
            }
        }
        catch (JsonException)
        {
            // Not a sequence of JSON documents.
            return false;
        }

        return documents > 1;
    }

    private static Finding SeveralJsons(Examination connection, EventBlock block) => new(
        "several-jsons", Severity.Warning,
        "The data of an event has several JSON documents, so JSON.parse throws.",
        [
            $"At {connection.Time(block.LastArrival)}, byte {block.Offset}: {Words.Quote(block.Event!.Value.Data)}",
            $"{connection.Events.Count(one => HasSeveralJsons(one.Event!.Value.Data))} of {connection.Seen.Counts.Events} events",
        ],
        "Send each document as a separate event, with a blank line after it, or put them into an array.",
        LessonPaths.Format);

    private static bool IsError(EventBlock block) => block.Event!.Value is var received && (received.Type == "error" || Reports(received));

    private static bool Reports(ReceivedEvent received) => received.Type == "response.failed" || JsonErrors.IsError(received.Data);

    private static Finding Error(Examination connection, EventBlock block)
    {
        var received = block.Event!.Value;
        bool reports = Reports(received);
        return new(
            "error-event", reports ? Severity.Error : Severity.Warning,
            reports
                ? "The server reports an error as an event, in a response whose status is 200."
                : "An event has the type error, under which a browser also reports lost connections.",
            [$"At {connection.Time(block.LastArrival)}, type {Words.Quote(received.Type)}: {Words.Quote(received.Data)}"],
            reports
                ? "Have the client look for it: EventSource and most libraries treat it as data. If the error is known before the first event, answer with its status instead."
                : "Choose another type, such as failure. In the client, tell the two apart: the server's event has data, the browser's has none.",
            LessonPaths.Errors);
    }
}
