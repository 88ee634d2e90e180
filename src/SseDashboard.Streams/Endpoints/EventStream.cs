using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace SseDashboard.Streams;

/// <summary>
/// Results that respond with an event stream. The headers are sent at once, before the first event; heartbeats, limits and
/// metrics apply to all of them. A HEAD request gets the headers only and starts nothing.
/// </summary>
public static class EventStream
{
    /// <summary>The response to a HEAD request for a stream (RFC 9110, section 9.3.2): its headers. It takes no connection.</summary>
    public static EventStreamResult Head { get; } = new(EventStreamResult.WriteHead);

    /// <summary>
    /// A stream of the frames that <paramref name="produce"/> writes. It ends when the producer completes. An exception of the
    /// producer is logged and ends the stream.
    /// </summary>
    /// <param name="produce">Writes the frames.</param>
    /// <param name="settings">Overrides the options for this stream.</param>
    public static EventStreamResult From(FrameProducer produce, StreamSettings? settings = null) =>
        new(context => RunAsync(context, produce, settings));

    /// <summary>
    /// A stream of events. The sequence is enumerated as fast as the client reads, and disposed when the client leaves. An
    /// exception of the sequence is logged and ends the stream.
    /// </summary>
    /// <param name="events">The events; the cancellation token of its enumerator is signalled when the stream has ended.</param>
    /// <param name="settings">Overrides the options for this stream.</param>
    public static EventStreamResult From(IAsyncEnumerable<ServerSentEvent> events, StreamSettings? settings = null) =>
        From(EnumerableProducer.Of(events), settings);

    /// <summary>
    /// A stream of the framework's items, as <c>TypedResults.ServerSentEvents</c> takes them. Strings and UTF-8 bytes are
    /// written as they are, anything else as JSON with the options of <see cref="JsonOptions"/>.
    /// </summary>
    /// <param name="items">The items; the cancellation token of its enumerator is signalled when the stream has ended.</param>
    /// <param name="settings">Overrides the options for this stream.</param>
    public static EventStreamResult From<T>(IAsyncEnumerable<SseItem<T>> items, StreamSettings? settings = null) =>
        new(context => RunAsync(
            context,
            EnumerableProducer.Of(
                items, context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions),
            settings));

    /// <summary>
    /// A stream of a broadcast: from the <c>Last-Event-ID</c> of a client that resumes, or from the next event for a new client.
    /// </summary>
    /// <param name="channel">The channel to listen to. Its lease has to last as long as the stream.</param>
    /// <param name="settings">Overrides the options for this stream.</param>
    public static EventStreamResult From(BroadcastChannel channel, StreamSettings? settings = null) =>
        new(context => channel.Registry.RunAsync(
            context, new CursorSource(channel, context.Request.GetLastEventId()), settings));

    /// <summary>A stream of a source of one's own. The result can be executed once.</summary>
    /// <param name="source">Supplies the frames.</param>
    /// <param name="settings">Overrides the options for this stream.</param>
    public static EventStreamResult From(FrameSource source, StreamSettings? settings = null) =>
        new(context => RegistryOf(context).RunAsync(context, source, settings));

    private static async Task RunAsync(HttpContext context, FrameProducer produce, StreamSettings? settings)
    {
        var registry = RegistryOf(context);
        using var ended = new CancellationTokenSource();
        var script = new ScriptSource(registry.Options, produce, ended.Token);
        if (await registry.RunAsync(context, script, settings) is not { } connection)
            return;
        var cancelling = ended.CancelAsync();
        // Before the wait: a producer that ignores its token must not delay the end of the response.
        await context.Response.CompleteAsync();
        await connection.WaitForProducerAsync(Task.WhenAll(cancelling, script.Producing));
    }

    private static ConnectionRegistry RegistryOf(HttpContext context) =>
        context.RequestServices.GetService<ConnectionRegistry>() ?? throw new InvalidOperationException(
            "Event streams need their services. Call builder.Services.AddServerSentEvents().");
}
