using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Labs;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>A line of the table of a run.</summary>
/// <param name="What">The event, or what was done to the hosts.</param>
/// <param name="Clients">What each client got; empty if it was nothing to get.</param>
/// <param name="IsEvent">Whether it is an event.</param>
public sealed record HostsRow(string What, IReadOnlyList<string> Clients, bool IsEvent);

/// <summary>What the host's records and the browser's reports say about the two clients of a pair of hosts.</summary>
internal static class HostsRecord
{
    /// <summary>The events that the page dispatched, gaps included, in order.</summary>
    public static IReadOnlyList<(string Type, string Id, string Data)> Dispatched(ExchangeModel client) =>
        [.. client.Connections.SelectMany(Dispatched)];

    /// <summary>The events that the page dispatched from one connection.</summary>
    public static IEnumerable<(string Type, string Id, string Data)> Dispatched(ExchangeConnection connection) => connection.Frames
        .Where(step => step.Browser is not null)
        .Select(step => (step.Type, step.Browser!.Value.Item.Id ?? "", step.Browser.Value.Item.Data ?? ""));

    /// <summary>Whether the page dispatched the event with that id.</summary>
    public static bool Has(ExchangeModel client, string id) => Dispatched(client).Any(got => got.Type == "message" && got.Id == id);

    /// <summary>The data of the gap that announced the loss of a failover; <see langword="null"/> if the client got none.</summary>
    public static string? Gap(ExchangeModel client, FailoverStep failover) => Dispatched(client)
        .Where(got => got.Type == GapNotice.EventType && GapNotice.Read(got.Data) is { Reason: GapReason.Lost } gap && gap.ResumedAfter == failover.Left)
        .Select(got => got.Data).LastOrDefault();

    /// <summary>The host that served a connection; empty if the record is missing.</summary>
    public static string HostOf(ExchangeConnection? connection) =>
        connection?.Wire?.Response?.Headers.FirstOrDefault(header => header.Name == HostsLab.ServedBy).Value ?? "";

    /// <summary>The connections that resumed on another host than the one before.</summary>
    public static IEnumerable<ExchangeConnection> Moves(ExchangeModel client) =>
        client.Connections.Where(connection => connection is { Before: { } before, LastEventId: not null } && HostOf(connection) is { Length: > 0 } host && host != HostOf(before));

    /// <summary>The epoch of an id; empty if it is not one of a broadcast.</summary>
    public static string EpochOf(string? id) => BroadcastId.TryParse(id, out var parsed) ? parsed.Epoch : "";

    /// <summary>The host from which the page got the event with that id; <see langword="null"/> if it did not get it, empty if the host's record is missing.</summary>
    public static string? SourceOf(ExchangeModel client, string id) =>
        client.Connections.FirstOrDefault(connection => Dispatched(connection).Any(got => got.Type == "message" && got.Id == id)) is { } source ? HostOf(source) : null;

    /// <summary>The table: what was published and what was done to the hosts, in order, with what each client got.</summary>
    public static IReadOnlyList<HostsRow> Rows(IReadOnlyList<HostStep> steps, params IReadOnlyList<ExchangeModel> clients)
    {
        var lost = steps.OfType<FailoverStep>().SelectMany(failover => failover.Lost).ToHashSet();
        return [.. steps.Select(step => step switch
        {
            PublishedStep published => new HostsRow(
                $"{published.Id}: {published.Data}{(lost.Contains(published.Id) ? " (lost)" : "")}",
                [.. clients.Select(client => SourceOf(client, published.Id) switch { null => "–", "" => "received", var host => $"from {host}" })], true),
            MovedStep moved => new($"Client {moved.Client} moves to {moved.Host}", [], false),
            CutStep cut => new($"The network is cut: {cut.Host} and the replica get no more events", [], false),
            FailoverStep failover => new(
                failover.Lost.Count == 0 ? "Failover: no event lost" : $"Failover: {Quantity.Of(failover.Lost.Count, "event")} lost after {failover.Left}",
                [.. clients.Select(client => Gap(client, failover) is null ? "no gap" : "gap: lost")], false),
            _ => throw new InvalidOperationException($"{step.GetType().Name} is not a step that the table knows."),
        })];
    }
}
