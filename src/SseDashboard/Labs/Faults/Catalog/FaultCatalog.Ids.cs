using System.Globalization;
using SseDashboard.Hosting.Requests;
using SseDashboard.Streams;

namespace SseDashboard.Labs;

/// <summary>Faults of ids and of resuming.</summary>
internal static partial class FaultCatalog
{
    private const int DistinctIds = 4;

    private static IReadOnlyList<Fault> Ids =>
    [
        new("last-event-id-refused",
            "A request with Last-Event-ID is refused with 400.",
            "The first connection works. When it breaks, EventSource reconnects once, fails and stays CLOSED.")
        {
            CurlOptions = "-i -N -H 'Last-Event-ID: 3'",
            Answer = context => context.Request.GetLastEventId() is null ? null : Refusal.Of(
                StatusCodes.Status400BadRequest, "fault-last-event-id", "This stream does not accept a Last-Event-ID."),
        },
        new("replays-wrongly",
            "A client that resumes gets everything again from the first tick.",
            "After a reconnect, events arrive twice.")
        {
            CurlOptions = "-N -H 'Last-Event-ID: 3'",
            Ticks = new() { StartsOver = true },
        },
        new("no-ids",
            "The events have no id.",
            "After a reconnect, the client cannot say what it has: it gets everything again or misses something.")
        {
            Ticks = new() { Events = tick => [tick.Event with { Id = null }] },
        },
        new("ids-repeat",
            "The ids start over at 1 after every fourth event.",
            "After a reconnect, the server cannot know which of the events with the id is meant: the client gets old events again.")
        {
            Ticks = new() { Events = tick => [tick.Event with { Id = (((tick.Number - 1) % DistinctIds) + 1).ToString(CultureInfo.InvariantCulture) }] },
        },
    ];
}
