namespace SseDashboard.Streams.Tests;

/// <summary>A view whose successor has another epoch, but adds to the same ring.</summary>
public sealed class HistoryViewTests
{
    private static readonly EpochStart First = new("a", 0);

    [Fact]
    public void Replaced_EventsOfTheNextEpoch_AreNotInIt()
    {
        using var log = new ScriptedLog();
        var ring = new HistoryRing(100, 10_000);
        ring.Add("id: a-1\n\n"u8);
        var old = log.Replace(ring, First);
        var turn = new PumpTurn();
        var current = log.Replace(ring, First, new("b", 1));
        ring.Add("id: b-2\n\n"u8);
        turn.Begin(old);
        Assert.Equal((1, 1), (old.Head, turn.UpTo));
        Assert.Equal("a-1", old.IdOf(old.Head));
        Assert.Equal("b-2", current.IdOf(current.Head));
    }

    [Fact]
    public void Replaced_AllItsEventsHaveFallenOut_EndsWithItsEpoch()
    {
        using var log = new ScriptedLog();
        var ring = new HistoryRing(2, 10_000);
        ring.Add("id: a-1\n\n"u8);
        var old = log.Replace(ring, First);
        log.Replace(ring, First, new("b", 1));
        for (int i = 2; i <= 5; i++)
            ring.Add("id: b-0\n\n"u8);
        Assert.Equal((1, 2), (old.Head, old.Oldest));
    }
}
