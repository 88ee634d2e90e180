namespace SseDashboard.Conformance.Tests;

/// <summary>Tests connections.js, which opens the streams of the lesson on connections and takes its steps.</summary>
public sealed class ConnectionsTests(Bench bench)
{
    [Fact]
    public Task Step_OfAHostThatStalls_WaitsForIt() => RunAsync("waitsForAHostThatStalls");

    [Fact]
    public Task Step_WithoutACircuit_IsTaken() => RunAsync("goesOnWithoutACircuit");

    private Task RunAsync(string function) => bench.RunAsync("learn/connections-harness.js", function);
}
