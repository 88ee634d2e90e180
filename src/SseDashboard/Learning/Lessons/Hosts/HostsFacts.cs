using System.Globalization;
using SseDashboard.Display;
using SseDashboard.Exchange;
using SseDashboard.Labs;
using SseDashboard.Learning.Course;
using SseDashboard.Streams;

namespace SseDashboard.Learning.Lessons;

/// <summary>The lesson on several hosts: moving between them, and a failover that loses events.</summary>
internal static class HostsFacts
{
    /// <summary>The events that the failover loses unless the learner changes it; <see cref="Next"/> is about these.</summary>
    public const int FirstLost = 2;

    /// <summary>The events that the puzzle's failover must lose.</summary>
    public const int PuzzleLost = 3;

    private const string Seen = "seen", Both = "both", None = "none", Again = "again", On = "on", Epoch = "epoch", One = "one";

    /// <summary>Which client the loss is announced to.</summary>
    public static readonly Question Told = new("told", "Client 1 has received the events that the failover loses; client 2 has not. Which of them gets a gap event?",
        new Choice(Seen, "Only client 1"), new Choice(Both, "Both"), new Choice(None, "Neither"))
    {
        AnsweredBy = "Set “Events not copied” to at least 1, and run.",
    };

    /// <summary>The ids after the failover.</summary>
    public static readonly Question Next = new("next", "Events 5 and 6 of epoch a are lost: the new primary has only a-1 to a-4. Which id does it give the next event?",
        new Choice(Again, "a-5 again"), new Choice(On, "a-7"), new Choice(One, "b-1, in a new epoch b"), new Choice(Epoch, "b-5, in a new epoch b"))
    {
        AnsweredBy = $"Set “Events not copied” to {FirstLost}, and run.",
    };

    /// <summary>What the run showed so far.</summary>
    /// <param name="steps">What was done to the hosts.</param>
    /// <param name="one">Client 1.</param>
    /// <param name="two">Client 2.</param>
    public static IReadOnlyList<Fact> Of(IReadOnlyList<HostStep> steps, ExchangeModel one, ExchangeModel two)
    {
        var facts = new List<Fact>();
        string[] common = [.. steps.TakeWhile(step => step is not CutStep).OfType<PublishedStep>().Select(step => step.Id)];
        if (common is [.., var last] && HostsRecord.Has(two, last)
            && HostsRecord.Moves(two).FirstOrDefault() is { } moved && HostsRecord.Dispatched(moved).FirstOrDefault() is { Id: { Length: > 0 } first })
        {
            facts.Add(OfMove(moved, first, common, one, two));
        }

        if (steps.OfType<FailoverStep>().LastOrDefault() is not { } failover || After(steps, failover) is not [{ } next, ..] after
            || !HostsRecord.Has(one, after[^1].Id) || !HostsRecord.Has(two, after[^1].Id))
        {
            return facts;
        }

        int[] seen = [.. new[] { one, two }.Select(client => failover.Lost.Count(id => HostsRecord.Has(client, id)))];
        string?[] gaps = [HostsRecord.Gap(one, failover), HostsRecord.Gap(two, failover)];
        facts.Add(new(failover.Lost.Count == 0
            ? $"The replica had every event, so the failover lost nothing. Client 1 {Got(gaps[0])}, client 2 {Got(gaps[1])}."
            : $"The failover lost {Listed(failover.Lost)}. Client 1 had received {Number(seen[0])} of them and {Got(gaps[0])}; client 2 had received {Number(seen[1])} and {Got(gaps[1])}.")
        {
            Server = $"the new primary had events up to {failover.Left}",
            Browser = $"client 1: {gaps[0] ?? "no gap"}; client 2: {gaps[1] ?? "no gap"}",
            Bet = seen[0] > 0 && seen[1] == 0 ? Told : null,
            Truth = gaps switch { [not null, null] => Seen, [not null, not null] => Both, [null, null] => None, _ => null },
        });
        facts.Add(new($"After {failover.Left}, the new primary continued with {next.Id}.{(failover.Lost.Count == 0 ? "" : $" The first lost event was {failover.Lost[0]}.")}")
        {
            Server = $"{next.Host} published {Listed([.. after.Select(step => step.Id)])}",
            Browser = $"both clients dispatched {after[^1].Id}",
            Bet = failover.Lost.Count == FirstLost ? Next : null,
            Truth = KindOf(next.Id, failover),
        });
        var published = steps.OfType<PublishedStep>().ToArray();
        int ids = published.DistinctBy(step => step.Id).Count();
        facts.Add(new(ids == published.Length
            ? $"No id was used for two events: {Quantity.Of(published.Length, "event")}, {Quantity.Of(ids, "id")}."
            : $"Ids were used for two events: {Quantity.Of(published.Length, "event")}, {Quantity.Of(ids, "id")}.")
        {
            Server = $"published {Quantity.Of(published.Length, "event")} in {Quantity.Of(published.Select(step => HostsRecord.EpochOf(step.Id)).Distinct().Count(), "epoch")}",
            Browser = $"client 1 dispatched {Quantity.Of(Messages(one), "event")}, client 2 dispatched {Messages(two)}",
        });
        return facts;
    }

    /// <summary>Judges the puzzle: one client gets the gap, the other resumes exactly on another host with an id from before the failover.</summary>
    public static PuzzleResult Judge(IReadOnlyList<HostStep> steps, ExchangeModel one, ExchangeModel two)
    {
        if (steps.OfType<FailoverStep>().LastOrDefault() is not { } failover)
            return new(false, "The host has no record of a failover.");
        if (failover.Lost.Count != PuzzleLost)
            return new(false, $"Your failover lost {Quantity.Of(failover.Lost.Count, "event")}. The puzzle asks for {PuzzleLost}.");
        if (After(steps, failover) is not [{ } next, ..])
            return new(false, "Nothing was published after your failover, so no client has continued.");
        var moves = new[] { (Number: 1, Mover: one, Other: two), (Number: 2, Mover: two, Other: one) }
            .SelectMany(client => HostsRecord.Moves(client.Mover).Where(move => move.Wire?.Request?.At >= failover.At), (client, move) => (client.Number, client.Mover, client.Other, Move: move)).ToArray();
        if (moves.Length == 0)
            return new(false, "No client changed hosts after your failover.");
        string newEpoch = HostsRecord.EpochOf(next.Id);
        PuzzleResult[] crossings = [.. moves.Where(move => HostsRecord.EpochOf(move.Move.LastEventId) is { Length: > 0 } epoch && epoch != newEpoch)
            .Select(move => JudgeCrossing(move.Number, move.Move, move.Mover, move.Other, failover, next.Id))];
        return crossings.Length == 0
            ? new(false, $"Client {moves[0].Number} changed hosts after your failover with {moves[0].Move.LastEventId}, an id of the new epoch already.")
            : crossings.FirstOrDefault(crossing => crossing.IsSolved) ?? crossings[0];
    }

    private static PuzzleResult JudgeCrossing(int number, ExchangeConnection move, ExchangeModel mover, ExchangeModel other, FailoverStep failover, string next)
    {
        string record = $"Client {number} sent {move.LastEventId} to {HostsRecord.HostOf(move)}";
        if (HostsRecord.Dispatched(move).FirstOrDefault() is var first && first.Id != next)
            return new(false, first.Id is null ? $"{record}, which has sent it no event yet." : $"{record}, but got {Named(first)} next instead of {next}.");
        if (HostsRecord.Gap(mover, failover) is not null)
            return new(false, $"{record} and got {next} next. But it got a gap before that, because it had received the lost events.");
        return HostsRecord.Gap(other, failover) is not null
            ? new(true, $"{record} and got {next} next, without a gap. Client {3 - number} got a gap: events after {failover.Left} were lost.")
            : new(false, $"{record} and got {next} next. But client {3 - number} got no gap: it had not received the lost events.");
    }

    private static Fact OfMove(ExchangeConnection moved, string first, string[] common, ExchangeModel one, ExchangeModel two)
    {
        int missed = common.Count(id => !HostsRecord.Has(two, id));
        int same = HostsRecord.Dispatched(one).Intersect(HostsRecord.Dispatched(two)).Count(got => common.Contains(got.Id));
        return new($"Client 2 moved from {HostsRecord.HostOf(moved.Before)} to {HostsRecord.HostOf(moved)} and missed {(missed == 0 ? "nothing" : Quantity.Of(missed, "event"))}: "
            + $"it sent {moved.LastEventId}, and got {first} next.")
        {
            Server = $"{HostsRecord.HostOf(moved)} had {Quantity.Of(moved.Wire?.Response?.Backlog ?? 0, "event")} for Last-Event-ID {moved.LastEventId}",
            Browser = $"both clients dispatched the same {Quantity.Of(same, "event")} with the same ids; client 1 got {first} from {HostsRecord.SourceOf(one, first)}",
        };
    }

    private static PublishedStep[] After(IReadOnlyList<HostStep> steps, FailoverStep failover) =>
        [.. steps.SkipWhile(step => step != failover).OfType<PublishedStep>()];

    private static string KindOf(string next, FailoverStep failover) =>
        !BroadcastId.TryParse(next, out var id) || !BroadcastId.TryParse(failover.Left, out var left) ? ""
        : id.Epoch == left.Epoch ? (failover.Lost.Contains(next) ? Again : On)
        : id.Sequence == left.Sequence + 1 ? Epoch : One;

    private static int Messages(ExchangeModel client) => HostsRecord.Dispatched(client).Count(got => got.Type == "message");

    private static string Named((string Type, string Id, string Data) got) => got.Type == GapNotice.EventType ? "a gap" : got.Id;

    private static string Number(int events) => events == 0 ? "none" : events.ToString(CultureInfo.InvariantCulture);

    private static string Got(string? gap) => gap is null ? "got no gap" : "got a gap";

    private static string Listed(IReadOnlyList<string> ids) => ids.Count switch
    {
        1 => ids[0],
        2 => $"{ids[0]} and {ids[1]}",
        _ => $"{ids[0]} to {ids[^1]}",
    };
}
