using System.Diagnostics;

namespace SseDashboard.Streams.Tests;

public class WriteGateTests
{
    [Fact]
    public void Enter_Held_FailsUntilReleased()
    {
        var gate = default(WriteGate);
        Assert.True(gate.TryEnter());
        Assert.False(gate.TryEnter());
        Assert.False(gate.TryLeave());
        Assert.True(gate.TryLeave());
        Assert.True(gate.TryEnter());
    }

    [Fact]
    public void Leave_FlagNotSet_Releases()
    {
        var gate = default(WriteGate);
        Assert.True(gate.TryEnter());
        Assert.True(gate.TryLeave());
    }

    [Fact]
    public void Leave_FlagSetSeveralTimes_RunsOnceMore()
    {
        var gate = default(WriteGate);
        Assert.True(gate.TryEnter());
        for (int i = 0; i < 3; i++)
            Assert.False(gate.TryEnter());
        Assert.False(gate.TryLeave());
        Assert.True(gate.TryLeave());
    }

    [Fact]
    public async Task Leave_WorkArrivesAtThatMoment_IsNeverLost()
    {
        const long MostRounds = 20_000_000;
        var race = new GateRace();
        var time = Stopwatch.StartNew();
        var waking = Task.Factory.StartNew(race.Wake, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (race.Rounds < MostRounds && time.Elapsed < TimeSpan.FromSeconds(2))
            race.Hold();
        race.Stop();
        await waking;
        Assert.True(race.Lost == 0, $"{race.Lost} of {race.Rounds} wake-ups were lost.");
    }
}
