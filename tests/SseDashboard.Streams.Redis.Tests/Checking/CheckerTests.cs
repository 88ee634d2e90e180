namespace SseDashboard.Streams.Redis.Tests;

public sealed class CheckerTests
{
    private static readonly Received[] Log = [Event("b-1", "one"), Event("b-2", "two"), Event("c-3", "three"), Event("c-4", "four")];
    private static readonly Published[] Published = [.. Log.Select(received => new Published(received.Data, received.Id))];

    [Fact]
    public void Check_HealthyRun_FindsNothing() => Assert.Empty(Check(
        Log,
        Log[2..],
        [Log[0], Gap("b-2", 1, GapReason.History), .. Log[2..]],
        [.. Log[..2], Event("b-3", "lost"), Gap("b-2", null, GapReason.Lost), .. Log[2..]],
        [.. Log[..2], Event("b-3", "lost"), Gap("b-2", null, GapReason.Lost), Event("b-3", "lost"), Gap("b-2", null, GapReason.Lost), .. Log[2..]],
        [Event("a-9", "of another history"), Gap("b-0", null, GapReason.Restart), .. Log],
        [.. Log[..2], Gap("d-0", null, GapReason.Restart), Event("d-1", "lost"), Gap("b-0", null, GapReason.Restart), .. Log]));

    [Fact]
    public void Check_IdWithTwoPayloads_IsFound() =>
        AssertFound("two payloads", [.. Log[..3], Event("c-4", "other")]);

    [Fact]
    public void Check_EventWithoutAnIdOfABroadcast_IsFound() => AssertFound("none of a broadcast", [Event("", "other"), .. Log]);

    [Fact]
    public void Check_IdAnsweredForOtherData_IsFound() =>
        AssertOnly("two payloads", Checker.Check([.. Published, new("other", "c-4")], [Log], Log));

    [Fact]
    public void Check_EventMissing_IsFound() => AssertFound("no gap says so", [Log[0], .. Log[2..]]);

    [Fact]
    public void Check_WrongOrder_IsFound() => AssertFound("a wrong order", [Log[1], Log[0], .. Log[2..]]);

    [Fact]
    public void Check_EventRepeated_IsFound() => AssertFound("b-2 twice", [.. Log[..2], Log[1], .. Log[2..]]);

    [Fact]
    public void Check_EventRepeatedAfterAnotherGap_IsFound() =>
        AssertFound("b-2 twice", [.. Log[..2], Gap("b-1", null, GapReason.History), .. Log[1..]]);

    [Fact]
    public void Check_LossOfAnEventThatIsInTheLog_IsFound() =>
        AssertFound("b-2 is in the log", [.. Log[..2], Gap("b-1", null, GapReason.Lost), .. Log[1..]]);

    [Fact]
    public void Check_EndMissing_IsFound() => AssertFound("ends with", Log[..3]);

    [Fact]
    public void Check_LostEventUnannounced_IsFound() =>
        AssertFound("no gap said so", [.. Log[..2], Event("b-3", "lost"), Log[3]]);

    [Fact]
    public void Check_GapWithWrongNumber_IsFound() =>
        AssertFound("says that 2", [Log[0], Gap("b-2", 2, GapReason.History), .. Log[2..]]);

    [Fact]
    public void Check_GapWithAnotherId_IsFound() =>
        AssertFound("is not", [Log[0], new("b-2", "gap", new GapNotice(1, GapReason.History, "b-1").ToEvent().Data!), .. Log[2..]]);

    [Fact]
    public void Check_PublicationTwiceInTheLog_IsFound() =>
        Assert.Contains(Checker.Check([], [], [.. Log, Event("c-5", "four")]), wrong => wrong.Contains("is in the log 2 times", StringComparison.Ordinal));

    private static IReadOnlyList<string> Check(params Received[][] transcripts) => Checker.Check(Published, transcripts, Log);

    private static void AssertFound(string what, Received[] transcript) => AssertOnly(what, Check(Log, transcript));

    private static void AssertOnly(string what, IReadOnlyList<string> wrong) =>
        Assert.Contains(wrong, one => one.Contains(what, StringComparison.Ordinal));

    private static Received Event(string id, string data) => new(id, "message", data);

    private static Received Gap(string resumedAfter, long? missed, GapReason reason) =>
        new(resumedAfter, "gap", new GapNotice(missed, reason, resumedAfter).ToEvent().Data!);
}
