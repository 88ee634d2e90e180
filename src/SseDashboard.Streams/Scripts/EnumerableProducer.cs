using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SseDashboard.Streams;

/// <summary>Producers that enumerate a sequence of events. The enumerator is disposed when the stream ends.</summary>
internal static class EnumerableProducer
{
    public static FrameProducer Of(IAsyncEnumerable<ServerSentEvent> events) => async (frames, cancellationToken) =>
    {
        await foreach (var @event in events.WithCancellation(cancellationToken))
            await frames.WriteAsync(EventFrame.Of(@event), cancellationToken);
    };

    public static FrameProducer Of<T>(IAsyncEnumerable<SseItem<T>> items, JsonSerializerOptions json) =>
        Of(EventsOf(items, json));

    private static async IAsyncEnumerable<ServerSentEvent> EventsOf<T>(
        IAsyncEnumerable<SseItem<T>> items, JsonSerializerOptions json, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            yield return new()
            {
                Id = item.EventId,
                // An item without a type reports the default, which a client assumes anyway.
                Type = item.EventType == SseParser.EventTypeDefault ? null : item.EventType,
                Retry = item.ReconnectionInterval,
                Data = DataOf(item.Data, json),
            };
        }
    }

    // As TypedResults.ServerSentEvents does: text and UTF-8 bytes as they are, everything else as JSON by its runtime type.
    private static string DataOf<T>(T data, JsonSerializerOptions json) => data switch
    {
        null => "",
        string text => text,
        byte[] utf8 => Encoding.UTF8.GetString(utf8),
        _ => JsonSerializer.Serialize(data, typeof(T).IsValueType ? typeof(T) : data.GetType(), json),
    };
}
